import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/**
 * A mount namespace in which root shows the unprivileged user what lies behind doors that only root can open, such as a Python in
 * /root/.pyenv. Nothing outside of it changes, and it is gone when the grading process is.
 */
export interface BorrowedMounts {
  /** What bwrap has to be started with to be in there. */
  enter(): readonly string[]
  /** @returns where the file or folder can be reached in there. */
  show(path: string): Promise<string>
  close(): void
}

export interface Tools {
  readonly unshare: string
  readonly nsenter: string
  readonly mount: string
}

/**
 * @param folder - of ours, passable for the other user.
 * @throws Error if root may not make namespaces here.
 */
export async function borrowMounts(folder: string, { unshare, nsenter, mount }: Tools): Promise<BorrowedMounts> {
  // `cat` ends with its input, whatever ends us.
  const keeper = spawn(unshare, ['--mount', '--propagation', 'slave', '/bin/sh', '-c', 'echo ready; exec cat'], {
    stdio: ['pipe', 'pipe', 'pipe'],
    env: { PATH: '/usr/bin:/bin' },
  })
  await ready(keeper)
  keeper.unref()
  for (const stream of keeper.stdio) (stream as { unref?(): void } | null)?.unref?.()
  const enter = [nsenter, `--mount=/proc/${keeper.pid}/ns/mnt`, '--']
  const shown = new Map<string, Promise<string>>()
  const show = async (path: string): Promise<string> => {
    const target = join(folder, String(shown.size))
    if (statSync(path).isDirectory()) mkdirSync(target)
    else writeFileSync(target, '')
    await run([...enter, mount, '--bind', path, target])
    return target
  }
  return {
    enter: () => enter,
    show(path) {
      const before = shown.get(path) ?? show(path)
      shown.set(path, before)
      return before
    },
    close: () => keeper.kill('SIGKILL'),
  }
}

async function ready(keeper: ChildProcess): Promise<void> {
  let complaint = ''
  keeper.stderr?.on('data', (chunk: Buffer) => {
    complaint += chunk.toString()
  })
  for (const stream of keeper.stdio) stream?.on('error', () => {})
  const failed = once(keeper, 'exit').then(() => {
    throw new Error(complaint.trim() || 'no mount namespace')
  })
  await Promise.race([once(keeper.stdout as NodeJS.ReadableStream, 'data'), failed])
  failed.catch(() => {})
}

function run([command = '', ...args]: readonly string[]): Promise<void> {
  return new Promise((resolve, reject) => {
    execFile(command, args, { env: { PATH: '/usr/bin:/bin' } }, (error, _stdout, stderr) => {
      if (error === null) resolve()
      else reject(new Error(stderr.trim() || error.message))
    })
  })
}
