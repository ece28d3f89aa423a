import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { rm, writeFile } from 'node:fs/promises'
import { type AddressInfo, createServer, type Server } from 'node:net'
import { join } from 'node:path'
import { temporaryFolder } from '../../temporary-folder.ts'
import { witnesses } from '../kept-out.ts'

/** What canaries try to get at, as canary.py and canary.cjs read it. */
export interface Task {
  readonly secret: string
  readonly token: string
  readonly pid: number
  /** When the grading process started, as /proc says it: tells it from a namesake in another namespace. */
  readonly started: string
  readonly uid: number
  readonly port: number
  /** Of an abstract UNIX socket. */
  readonly name: string
  /** Files of the class, of its reports and of the grader. */
  readonly witnesses: readonly string[]
  /** A file in shared memory, where the machine has some. */
  readonly shared: string
  /** Where nothing may be written; empty for everywhere that is mounted. */
  readonly write: readonly string[]
}

export interface Lure {
  readonly task: Task
  remove(): Promise<void>
}

/** Puts down a secret file and listens on two sockets, for as long as canaries fly. */
export async function layLure(): Promise<Lure> {
  const folder = await temporaryFolder('assay-canary-')
  const secret = join(folder.path, 'secret')
  const token = randomBytes(16).toString('hex')
  await writeFile(secret, token)
  const name = `assay-canary-${token}`
  const shared = `/dev/shm/${name}`
  await writeFile(shared, token).catch(() => {})
  const servers = [createServer((socket) => socket.destroy()), createServer((socket) => socket.destroy())] as const
  await Promise.all([listening(servers[0], { host: '127.0.0.1', port: 0 }), listening(servers[1], { path: `\0${name}` })])
  return {
    task: {
      secret,
      token,
      pid: process.pid,
      started: readFileSync('/proc/self/stat', 'latin1').split(')').at(-1)?.trim().split(' ')[19] ?? '',
      uid: process.getuid?.() ?? -1,
      port: (servers[0].address() as AddressInfo).port,
      name,
      witnesses: witnesses(),
      shared,
      write: [],
    },
    async remove() {
      for (const server of servers) server.close()
      await Promise.all([folder.remove(), rm(shared, { force: true })])
    },
  }
}

async function listening(
  server: Server,
  where: { readonly host: string; readonly port: number } | { readonly path: string },
): Promise<void> {
  server.listen(where)
  server.unref()
  await once(server, 'listening')
}
