import { execFileSync } from 'node:child_process'
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs'
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
  return stage(path, join(root, 'copy'), [], { ...STAGE_LIMITS, ...limits })
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
    ['a neighbour', '../bob/submission.py'],
    ['a neighbour by a detour', 'lib/../../bob'],
  ])('leaves out a link to %s', async (_, target) => {
    symlinkSync(target, join(source, 'weights.json'))
    put('submission.py')
    expect(await taken()).toEqual([['submission.py'], ['weights.json was left out: it is a link; submit the file itself.']])
  })

  it('refuses a hand-in that is itself a link', async () => {
    symlinkSync('/etc/hostname', join(root, 'link'))
    expect(refusal(await staged(join(root, 'link')))).toBe('link is a link; submit the file itself')
  })

  it('refuses code that is a pipe, without waiting for somebody to write into it', async () => {
    execFileSync(MAKE_PIPE, [join(source, 'pipe.py')])
    expect(refusal(await staged())).toBe('pipe.py is not a regular file')
  })

  /** Names of what was taken, and what is said of the rest. */
  async function taken(limits = {}): Promise<unknown> {
    const result = await staged(source, limits)
    rmSync(join(root, 'copy'), { recursive: true, force: true })
    return result.ok ? [result.folder.files, result.remarks] : result.fault
  }

  it('leaves out what is beyond its limits, data before code and large before small', async () => {
    for (const name of ['a', 'b', 'c']) put(name, 'x'.repeat(1000))
    put('b', 'x')
    put('models/cnn.onnx', 'x'.repeat(1200))
    put('z.py', 'x'.repeat(1500))
    expect(await taken({ files: 3 })).toEqual([
      ['b', 'models/cnn.onnx', 'z.py'],
      ['a, c were left out: each is beyond the limit of 3 files.'],
    ])
    expect(await taken({ totalBytes: 3000 })).toEqual([
      ['b', 'models/cnn.onnx', 'z.py'],
      ['a, c were left out: each makes the submission larger than 0.1 MiB.'],
    ])
    expect(await taken({ fileBytes: 1300 })).toEqual({ kind: 'load-error', name: '', message: 'z.py has more than 0.1 MiB' })
    put('small.py')
    expect(await taken({ fileBytes: 1100 })).toEqual([
      ['a', 'b', 'c', 'small.py'],
      ['models/cnn.onnx, z.py were left out: each has more than 0.1 MiB.'],
    ])
  })

  it('takes code from a folder with a data set and more pictures than files are taken', async () => {
    put('hw7.ipynb', '{}')
    put('data/MNIST/raw/train-images-idx3-ubyte')
    truncateSync(join(source, 'data/MNIST/raw/train-images-idx3-ubyte'), 45 * 2 ** 20)
    for (let i = 100; i < 205; i++) put(`pictures/${i}.png`, 'x')
    const [files, remarks] = (await taken({ files: 100 })) as [string[], string[]]
    expect(files).toHaveLength(100)
    expect(files).toContain('hw7.ipynb')
    expect(remarks).toEqual([
      'pictures/199.png, pictures/200.png, pictures/201.png and 3 more were left out: each is beyond the limit of 100 files.',
      'data/MNIST/raw/train-images-idx3-ubyte was left out: it has more than 32 MiB.',
    ])
  })

  it('refuses code nested without end, and leaves all else out', async () => {
    put(`${'d/'.repeat(20)}a.py`)
    expect(await taken()).toMatchObject({ kind: 'load-error', message: expect.stringContaining('lies more than 16 folders deep') })
    put('submission.py')
    expect(await taken()).toEqual([
      ['submission.py'],
      [expect.stringMatching(/^(d\/){16}d was left out: it lies more than 16 folders deep\.$/)],
    ])
  })

  it.each(['env', 'myenv', 'work/env'])('leaves out the Python environment %s, links and all, but not work beside it', async (name) => {
    put('submission.py')
    put(`${name}/pyvenv.cfg`)
    put(`${name}/lib/python3.11/site-packages/numpy/__init__.py`)
    put(`${name}/notes.py`)
    mkdirSync(join(source, name, 'bin'))
    symlinkSync('/usr/bin/python3', join(source, name, 'bin/python'))
    symlinkSync('lib', join(source, name, 'lib64'))
    expect(await taken()).toEqual([[`${name}/notes.py`, 'submission.py'].sort(), [`${name} was left out: it is a Python environment.`]])
  })

  it('takes the work that lies in a Python environment', async () => {
    for (const name of ['pyvenv.cfg', 'bin/activate', 'hw.py', 'lib/own.py']) put(name)
    expect(await taken()).toEqual([['hw.py', 'lib/own.py'], ['pyvenv.cfg was left out: it is a Python environment.']])
  })

  it('leaves out links within and pipes where other code answers', async () => {
    put('work/final.py')
    symlinkSync('work/final.py', join(source, 'submission.py'))
    symlinkSync('../missing', join(source, 'work/data'))
    execFileSync(MAKE_PIPE, [join(source, 'events'), join(source, 'pipe.py')])
    expect(await taken()).toEqual([
      ['work/final.py'],
      [
        'events, pipe.py were left out: each is not a regular file.',
        'submission.py, work/data were left out: each is a link; submit the file itself.',
      ],
    ])
  })

  it('leaves out a name that is not UTF-8, and waits where it is that of code', async () => {
    put('submission.py')
    mkdirSync(join(source, 'plots'))
    const odd = (name: string): Buffer => Buffer.from(join(source, name), 'latin1')
    writeFileSync(odd('plots/Verl\xe4ufe.png'), 'x')
    mkdirSync(odd('\xdcbung'))
    writeFileSync(odd('\xdcbung/notes.txt'), 'x')
    expect(await taken()).toEqual([
      ['submission.py'],
      ['plots/Verl⟨xe4⟩ufe.png, ⟨xdc⟩bung/notes.txt were left out: each has a name that is not UTF-8; rename it.'],
    ])
    writeFileSync(odd('L\xf6sung.py'), 'x')
    expect(await taken()).toEqual({ kind: 'infrastructure', reason: 'L⟨xf6⟩sung.py has a name that is not UTF-8; rename it' })
  })

  it('takes so many empty folders as the sandbox can be told of', async () => {
    put('submission.py')
    for (let i = 0; i < 600; i++) mkdirSync(join(source, String(i)))
    const [, remarks] = (await taken()) as [unknown, string[]]
    expect(remarks).toEqual([expect.stringMatching(/ and 97 more were left out: each is beyond the limit of 500 empty folders\.$/)])
  })

  it('leaves out what tools keep beside files', async () => {
    for (const name of ['hw7.ipynb', '._hw7.ipynb', 'lib/._a.py', '~$answers.docx']) put(name)
    expect(await taken()).toEqual([['hw7.ipynb'], []])
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
      fault: { kind: 'infrastructure', reason: 'the submission cannot be copied: permission denied' },
    })
  })

  it("calls it the machine's fault when the hand-in cannot be read", async () => {
    expect(await staged(join(root, 'nowhere'))).toMatchObject({ ok: false, fault: { kind: 'infrastructure' } })
  })
})
