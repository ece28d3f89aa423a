import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, mkdtempSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { removeStale, temporaryFolder } from './temporary-folder.ts'

const MODULE = JSON.stringify(new URL('./temporary-folder.ts', import.meta.url).href)

/** Another process that makes a folder, prints where it is, and then does something. */
function other(then: string): ChildProcess {
  const code = `import(${MODULE}).then(async ({ temporaryFolder }) => { console.log((await temporaryFolder('assay-')).path); ${then} })`
  return spawn(process.execPath, ['--import', 'tsx', '-e', code], { stdio: ['ignore', 'pipe', 'ignore'] })
}

async function pathOf(child: ChildProcess): Promise<string> {
  const [line] = (await once(child.stdout as NodeJS.ReadableStream, 'data')) as [Buffer]
  return String(line).trim()
}

describe('a temporary folder', () => {
  it('is private, and gone when it is removed, also twice', async () => {
    const folder = await temporaryFolder('assay-test-')
    expect(statSync(folder.path).mode & 0o777).toBe(0o700)
    writeFileSync(join(folder.path, 'x'), '')
    await folder.remove()
    await folder.remove()
    expect(existsSync(folder.path)).toBe(false)
  })

  it('is gone when the process exits without removing it', () => {
    const code = `import(${MODULE}).then(async ({ temporaryFolder }) => { console.log((await temporaryFolder('assay-test-')).path); process.exit(3) })`
    let path = ''
    try {
      execFileSync(process.execPath, ['--import', 'tsx', '-e', code], { stdio: ['ignore', 'pipe', 'ignore'] })
    } catch (error) {
      path = String((error as { stdout: Buffer }).stdout).trim()
    }
    expect(path).toContain('assay-test-')
    expect(existsSync(path)).toBe(false)
  })

  it('of a process that was killed goes at the next start, that of one that runs stays', async () => {
    const alive = other('setInterval(() => {}, 1000)')
    const killed = other('setInterval(() => {}, 1000)')
    try {
      const [staying, left] = await Promise.all([pathOf(alive), pathOf(killed)])
      writeFileSync(join(left, 'x'), '')
      killed.kill('SIGKILL')
      await once(killed, 'exit')
      expect([existsSync(staying), existsSync(left)]).toEqual([true, true])
      const next = other('process.exit()')
      await once(next, 'exit')
      expect([existsSync(staying), existsSync(left)]).toEqual([true, false])
      rmSync(staying, { recursive: true })
    } finally {
      alive.kill('SIGKILL')
      killed.kill('SIGKILL')
    }
  })
})

describe('what a killed process left', () => {
  let parent = ''
  beforeEach(() => {
    parent = mkdtempSync(join(tmpdir(), 'assay-test-'))
  })
  afterEach(() => rmSync(parent, { recursive: true, force: true }))

  /** The name of a folder of this process, with parts of it changed. */
  async function named(change: (space: string, pid: string) => readonly [string, string]): Promise<string> {
    const folder = await temporaryFolder('assay-')
    await folder.remove()
    const [, space = '', pid = ''] = /^assay-(\d+)-(\d+)-/.exec(basename(folder.path)) ?? []
    return `assay-${change(space, pid).join('-')}-aB3dEf`
  }

  it.each<[string, boolean, (space: string, pid: string) => readonly [string, string]]>([
    ['by a dead process goes', false, (space) => [space, '999999999']],
    ['by a running process stays', true, (space, pid) => [space, pid]],
    ['in another numbering of processes stays', true, (space) => [`${space}9`, '999999999']],
  ])('%s', async (_, stays, change) => {
    const path = join(parent, await named(change))
    mkdirSync(path)
    await removeStale(parent)
    expect(existsSync(path)).toBe(stays)
  })

  it('is never followed, and what others named is left alone', async () => {
    const target = join(parent, 'mine')
    mkdirSync(target)
    const link = join(parent, await named((space) => [space, '999999999']))
    symlinkSync(target, link)
    for (const name of ['assay-test-abcdef', 'assay-out', 'assay-999999999-aB3dEf']) mkdirSync(join(parent, name))
    await removeStale(parent)
    for (const name of ['mine', basename(link), 'assay-test-abcdef', 'assay-out', 'assay-999999999-aB3dEf']) {
      expect(existsSync(join(parent, name)), name).toBe(true)
    }
  })
})
