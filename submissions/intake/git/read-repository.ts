import { execFile } from 'node:child_process'
import { lstat, mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { temporaryFolder } from '../../temporary-folder.ts'
import { Unreadable } from '../refusal.ts'

/** Runs one command of git on the objects of a repository, read-only. */
export type Git = (args: readonly string[], input?: string) => Promise<Buffer>

const MOST_BYTES = 512 * 1024 * 1024
const LONGEST_MS = 60_000
const HASH = /^[0-9a-f]{40}$/

/** What git may do here: nothing of its own, and nothing that a configuration asks for. */
const SAFE = [
  '--no-pager',
  '--no-replace-objects',
  ...['core.hooksPath=/dev/null', 'core.fsmonitor=false', 'protocol.allow=never', 'submodule.recurse=false', 'uploadpack.packObjectsHook='],
].flatMap((one) => (one.startsWith('--') ? [one] : ['-c', one]))

/**
 * Opens the objects of a clone for as long as `use` runs. The repository is a student's: none of its configuration, hooks, attributes or
 * submodules is read. Git works in an empty repository of ours that only borrows the objects.
 *
 * @param clone - the working folder.
 * @throws Unreadable where the clone is of a kind that is not read: a worktree, one that borrows objects itself, another hash.
 */
export async function withRepository<T>(clone: string, use: (git: Git, head: string) => Promise<T>): Promise<T> {
  const dot = join(clone, '.git')
  for (const folder of ['', 'objects', 'refs']) {
    const status = await lstat(join(dot, folder)).catch(() => undefined)
    if (status?.isDirectory() !== true) throw new Unreadable('.git is no repository of its own; clone it again')
  }
  for (const file of ['objects/info/alternates', 'objects/info/http-alternates']) {
    const borrows = await lstat(join(dot, file)).catch(() => undefined)
    if (borrows !== undefined) throw new Unreadable('.git borrows its objects from elsewhere; clone it again without --reference')
  }
  const head = await headOf(dot)
  const folder = await temporaryFolder('assay-git-')
  try {
    const own = join(folder.path, 'own.git')
    for (const one of ['objects', 'refs/heads']) await mkdir(join(own, one), { recursive: true, mode: 0o700 })
    await writeFile(join(own, 'HEAD'), 'ref: refs/heads/main\n')
    await writeFile(join(own, 'config'), '[core]\n\trepositoryformatversion = 0\n\tbare = true\n')
    const shallow = (await textOf(join(dot, 'shallow')))?.split('\n').filter((line) => HASH.test(line)) ?? []
    if (shallow.length > 0) await writeFile(join(own, 'shallow'), `${shallow.join('\n')}\n`)
    return await use(gitIn(own, join(dot, 'objects')), head)
  } finally {
    await folder.remove()
  }
}

function gitIn(own: string, objects: string): Git {
  const env = {
    PATH: process.env.PATH ?? '',
    HOME: own,
    LC_ALL: 'C',
    GIT_DIR: own,
    GIT_ALTERNATE_OBJECT_DIRECTORIES: `"${objects.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`,
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_ATTR_NOSYSTEM: '1',
    GIT_ALLOW_PROTOCOL: 'none',
    GIT_NO_LAZY_FETCH: '1',
    GIT_OPTIONAL_LOCKS: '0',
    GIT_TERMINAL_PROMPT: '0',
  }
  return (args, input = '') =>
    new Promise((resolve, reject) => {
      const options = { env, cwd: own, maxBuffer: MOST_BYTES, timeout: LONGEST_MS, encoding: 'buffer', windowsHide: true } as const
      const child = execFile('git', [...SAFE, ...args], options, (error, stdout, stderr) => {
        if (error === null) resolve(stdout)
        else if (error.code === 'ENOENT') reject(new Unreadable('git is not installed here; it reads the commits of a clone'))
        else reject(new Unreadable(`git cannot read the clone: ${firstLine(stderr.toString('utf8')) || error.message}`))
      })
      child.stdin?.on('error', () => undefined)
      child.stdin?.end(input)
    })
}

function firstLine(text: string): string {
  return (text.split('\n')[0] ?? '').replace(/^(fatal|error): /, '').slice(0, 200)
}

/** The commit that is checked out. */
async function headOf(dot: string): Promise<string> {
  const written = (await textOf(join(dot, 'HEAD')))?.trim() ?? ''
  if (HASH.test(written)) return written
  const [, ref] = /^ref: (refs\/[^\n]+)$/.exec(written) ?? []
  if (ref === undefined || /(^|\/)\.\.?(\/|$)|\0/.test(ref)) throw new Unreadable('.git names no commit; clone it again')
  const loose = (await textOf(join(dot, ref)))?.trim()
  if (loose !== undefined && HASH.test(loose)) return loose
  const packed = (await textOf(join(dot, 'packed-refs')))?.split('\n').find((line) => line.slice(41) === ref)
  const hash = packed?.slice(0, 40)
  if (hash !== undefined && HASH.test(hash)) return hash
  throw new Unreadable('the repository has no commit yet')
}

async function textOf(path: string): Promise<string | undefined> {
  const status = await lstat(path).catch(() => undefined)
  return status?.isFile() === true && status.size < 1 << 20 ? readFile(path, 'utf8') : undefined
}
