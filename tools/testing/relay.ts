import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'
import { onTestFinished } from 'vitest'

/** A wire between a process and a server on this machine, which can be cut. */
export interface Relay {
  readonly port: number
  /** From now on nothing comes through, in either direction, and nobody is told: as where a network is gone. */
  cut(): void
  /** Connections that were cut are closed; new ones come through. */
  mend(): void
}

export async function relayTo(port: number): Promise<Relay> {
  let isCut = false
  const open = new Set<Socket>()
  const server = createServer((near) => {
    const far = connect(port, '127.0.0.1')
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      open.add(from)
      from.on('error', () => undefined)
      from.on('close', () => {
        open.delete(from)
        to.destroy()
      })
      from.on('data', (bytes) => {
        if (!isCut) to.write(bytes)
      })
    }
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const drop = (): void => {
    for (const socket of open) socket.destroy()
  }
  onTestFinished(() => {
    server.close()
    drop()
  })
  return {
    port: (server.address() as AddressInfo).port,
    cut() {
      isCut = true
    },
    mend() {
      drop()
      isCut = false
    },
  }
}
