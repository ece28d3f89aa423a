import { execFileSync } from 'node:child_process'
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { STAGE_LIMITS, type Staged, stage } from './stage.ts'

const MAKE_PIPE = 'mkfifo'

let root = ''
let source = ''
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'assay-test-'))
  source = join(root, 'hand-in')
  mkdirSync(source)
})
afterEach(() => rmSync(root, { recursive: true, force: true }))

function put(name: string, content = ''): void {
  mkdirSync(dirname(join(source, name)), { recursive: true })
  writeFileSync(join(source, name), content)
}

function staged(path = source, limits = {}): Promise<Staged> {
  return stage(path, join(root, 'copy'), { ...STAGE_LIMITS, ...limits })
}

function refusal(result: Staged): string {
  return result.ok || result.fault.kind !== 'load-error' ? '' : result.fault.message
}

/** Root may read everything. */
async function asAnOrdinaryUser<T>(work: () => Promise<T>): Promise<T> {
  const user = process.geteuid?.()
  if (user !== 0) return work()
  process.seteuid?.(65534)
  try {
    return await work()
  } finally {
    process.seteuid?.(user)
  }
}

describe('staging', () => {
  it('copies files and folders, read-only, into a private folder', async () => {
    put('a.ts', 'A')
    put('lib/b.ts', 'B')
    const result = await staged()
    expect(result).toMatchObject({ ok: true, folder: { files: ['a.ts', 'lib/b.ts'] } })
    expect(readFileSync(join(root, 'copy/lib/b.ts'), 'utf8')).toBe('B')
    expect(statSync(join(root, 'copy')).mode & 0o777).toBe(0o700)
    expect(statSync(join(root, 'copy/a.ts')).mode & 0o777).toBe(0o444)
  })

  it('copies a single file', async () => {
    put('a.ts', 'A')
    expect(await staged(join(source, 'a.ts'))).toMatchObject({ ok: true, folder: { files: ['a.ts'] } })
  })

  it('leaves out what tools make', async () => {
    for (const name of ['node_modules/x/index.js', '.git/config', '__pycache__/a.pyc', '.ipynb_checkpoints/a.ipynb', '.DS_Store', 'a.py'])
      put(name)
    expect(await staged()).toMatchObject({ ok: true, folder: { files: ['a.py'] } })
  })

  it('hashes names and contents', async () => {
    const hashes = new Set<string>()
    for (const files of [{ a: 'x' }, { b: 'x' }, { a: 'y' }, { a: 'x', b: '' }, {}]) {
      rmSync(source, { recursive: true })
      rmSync(join(root, 'copy'), { recursive: true, force: true })
      mkdirSync(source)
      for (const [name, content] of Object.entries(files)) put(name, content)
      const result = await staged()
      if (result.ok) hashes.add(result.hash)
    }
    expect(hashes.size).toBe(5)
  })

  it.each([
    ['a file', '/etc/hostname'],
    ['a folder', '/etc'],
    ['nothing', '/nowhere'],
  ])('refuses a link to %s', async (_, target) => {
    symlinkSync(target, join(source, 'weights.json'))
    expect(refusal(await staged())).toBe('weights.json is a link; hand in the file itself')
  })

  it('refuses a hand-in that is itself a link', async () => {
    symlinkSync('/etc/hostname', join(root, 'link'))
    expect(refusal(await staged(join(root, 'link')))).toBe('link is a link; hand in the file itself')
  })

  it('refuses a pipe, without waiting for somebody to write into it', async () => {
    execFileSync(MAKE_PIPE, [join(source, 'pipe.py')])
    expect(refusal(await staged())).toBe('pipe.py is not a regular file')
  })

  it('refuses too many files, a file too large, and too much together', async () => {
    for (const name of ['a', 'b', 'c']) put(name, 'x'.repeat(1000))
    expect(refusal(await staged(source, { files: 2 }))).toBe('the hand-in has more than 2 files')
    rmSync(join(root, 'copy'), { recursive: true })
    expect(refusal(await staged(source, { fileBytes: 999 }))).toBe('a has 0.1 MiB; 0.1 MiB are allowed')
    rmSync(join(root, 'copy'), { recursive: true })
    expect(refusal(await staged(source, { totalBytes: 2500 }))).toBe('the hand-in has more than 0.1 MiB')
  })

  it('refuses folders nested without end', async () => {
    put(`${'d/'.repeat(20)}a.py`)
    expect(refusal(await staged())).toContain('more than 16 folders deep')
  })

  it.each([
    ['a file', 'a.py'],
    ['a folder', 'lib'],
  ])("calls it the machine's fault when it may not read %s, and blames nobody", async (_what, name) => {
    put('a.py', 'x')
    put('lib/b.py', 'y')
    chmodSync(root, 0o777)
    chmodSync(join(source, name), 0)
    const result = await asAnOrdinaryUser(() => staged())
    chmodSync(join(source, name), 0o700)
    expect(result).toMatchObject({
      ok: false,
      fault: { kind: 'infrastructure', reason: 'the hand-in cannot be copied: it may not be read by you' },
    })
  })

  it("calls it the machine's fault when the hand-in cannot be read", async () => {
    expect(await staged(join(root, 'nowhere'))).toMatchObject({ ok: false, fault: { kind: 'infrastructure' } })
  })
})
