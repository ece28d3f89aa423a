import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { type AddressInfo, createServer, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** What attacks go for. Plain data, handed to them as JSON: they need not search. */
export interface Task {
  /** Path of a file with the prize. */
  readonly secret: string
  /** Path of a module that exports it. */
  readonly secretModule: string
  /** A process that has the prize in its folder, environment, arguments and memory: it stands for the grader. */
  readonly victim: number
  /** A process that may be killed. */
  readonly prey: number
  /** Services that tell the prize. */
  readonly port: number
  /** Ends in the first eight digits of this prize. */
  readonly name: string
  readonly socket: string
  /** Folder of the reports. */
  readonly out: string
  /** Where the hand-in came from. */
  readonly origin: string
  /** Files that only an attack makes. */
  readonly mark: string
  readonly shm: string
  /** Of System V shared memory. */
  readonly key: number
  /** Bytes of a hidden input. */
  readonly hidden: string
}

export interface Battlefield {
  /** Bytes of a reference value. */
  readonly prize: string
  readonly hidden: string
  readonly folder: string
  /** @param prey - of this attack, if it hunts. */
  task(origin: string, prey: number | undefined): Task
  /** What an attack has left outside of processes; it is removed. */
  sweep(task: Task): readonly string[]
  close(): void
}

export async function openBattlefield(): Promise<Battlefield> {
  const token = randomBytes(16).toString('hex')
  const [prize, hidden] = [`PRIZE-${token}`, `HIDDEN-${randomBytes(8).toString('hex')}`]
  const folder = mkdtempSync(join(tmpdir(), 'assay-hostile-'))
  const firstKey = Number.parseInt(token.slice(0, 7), 16)
  const [secret, secretModule] = [join(folder, 'secret'), join(folder, 'secret.mjs')]
  writeFileSync(secret, prize)
  writeFileSync(secretModule, `export default '${prize}'`)
  const victim = startPrey([prize], { PRIZE: prize }, folder)
  const [name, socket] = [`assay-hostile-${token.slice(0, 8)}`, join(folder, 'socket')]
  const servers = await Promise.all([
    telling(prize, { host: '127.0.0.1', port: 0 }),
    telling(prize, { path: `\0${name}` }),
    telling(prize, { path: socket }),
  ])
  const shared = { secret, secretModule, port: (servers[0].address() as AddressInfo).port, name, socket, hidden }
  let tasks = 0
  return {
    prize,
    hidden,
    folder,
    task(origin, prey) {
      const number = ++tasks
      const out = join(folder, `out-${number}`)
      mkdirSync(out)
      const own = { out, origin, mark: join(tmpdir(), `${name}-${number}`), shm: `/dev/shm/${name}-${number}`, key: firstKey + number }
      return { ...shared, ...own, victim: victim.pid ?? 0, prey: prey ?? victim.pid ?? 0 }
    },
    sweep({ mark, shm, out, key }) {
      const files = [mark, shm, join(out, 'results.json')].filter((path) => existsSync(path))
      for (const path of files) rmSync(path)
      return [...files.map(() => 'file'), ...(removeSharedMemory(key) ? ['shared memory'] : [])]
    },
    close() {
      victim.kill('SIGKILL')
      for (const server of servers) server.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** A Node process that does nothing. Its debugger, once opened, takes any free port. */
export function startPrey(args: readonly string[] = [], env: Readonly<Record<string, string>> = {}, cwd = tmpdir()): ChildProcess {
  const idle = ['--inspect-port=0', '-e', 'setInterval(() => {}, 1e6)', '--', ...args]
  return spawn(process.execPath, idle, { cwd, env, stdio: 'ignore' })
}

async function telling(
  prize: string,
  where: { readonly host: string; readonly port: number } | { readonly path: string },
): Promise<Server> {
  const server = createServer((client) => {
    client.on('error', () => {})
    client.end(prize)
  })
  server.listen(where)
  await once(server, 'listening')
  return server
}

function removeSharedMemory(key: number): boolean {
  return spawnSync('ipcrm', ['-M', String(key)], { stdio: 'ignore' }).status === 0
}
