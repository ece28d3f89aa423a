import { existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Answer, DEFAULT_LIMITS } from '#grading/model/session'
import type { Submission } from '#grading/model/submission'
import { toPlain } from '#grading/model/value'
import { openSubmission } from './open.ts'
import { readerOf } from './reader/reader.ts'
import { processSandbox } from './sandbox/process.ts'
import { countingSandbox } from './testing/counting-sandbox.ts'

const EXERCISES = [{ id: 'backpropagation/softmax' }, { id: 'backpropagation/odd-neuron' }]

let root = ''
let path = ''
let counting = countingSandbox()
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'assay-test-'))
  path = join(root, 'ada')
  mkdirSync(path)
  counting = countingSandbox()
})
afterEach(() => rmSync(root, { recursive: true, force: true }))

async function opened<T>(files: Readonly<Record<string, string>>, use: (submission: Submission) => Promise<T>, source = path): Promise<T> {
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(path, name)), { recursive: true })
    writeFileSync(join(path, name), content)
  }
  const submission = await openSubmission(source, {
    id: 'ada',
    exercises: EXERCISES,
    sandbox: counting,
    reader: readerOf(processSandbox),
    limits: DEFAULT_LIMITS,
  })
  try {
    return await use(submission)
  } finally {
    await submission.close()
  }
}

function told(answer: Answer): unknown {
  return answer.ok ? toPlain(answer.value) : answer.fault
}

describe('a hand-in', () => {
  it('starts nothing before the first call, then one process for all exercises of a file', async () => {
    const source = 'let n = 0\nexport const f = () => { console.log("x"); return ++n }'
    await opened({ 'submission.ts': source }, async (submission) => {
      expect(submission).toMatchObject({ id: 'ada', kind: 'typescript', hash: expect.stringMatching(/^[0-9a-f]{64}$/) })
      expect(counting.starts).toBe(0)
      expect(told(await submission.session('backpropagation/softmax').call('f', []))).toBe(1)
      expect(told(await submission.session('backpropagation/odd-neuron').call('f', []))).toBe(2)
      expect(counting.starts).toBe(1)
      expect(submission.output()).toEqual({ stdout: 'x\nx\n', stderr: '' })
    })
  })

  it('with one file per exercise runs each in its own process', async () => {
    await opened({ 'softmax.ts': 'export const f = () => "s"', 'odd_neuron.js': 'export const f = () => "o"' }, async (submission) => {
      expect(submission.kind).toBe('mixed')
      expect(told(await submission.session('backpropagation/softmax').call('f', []))).toBe('s')
      expect(told(await submission.session('backpropagation/odd-neuron').call('f', []))).toBe('o')
      expect(counting.starts).toBe(2)
    })
  })

  it('that is one file is read too', async () => {
    await opened(
      { 'plus-eta.mjs': 'export const f = () => 1' },
      async (submission) => {
        expect(submission.kind).toBe('javascript')
        expect(told(await submission.session('backpropagation/softmax').call('f', []))).toBe(1)
      },
      join(path, 'plus-eta.mjs'),
    )
  })

  it('that is empty has no kind, and nothing of it was attempted', async () => {
    await opened({}, async (submission) => {
      expect(submission.kind).toBe('none')
      expect(told(await submission.session('backpropagation/softmax').call('f', []))).toEqual({
        kind: 'missing-entry',
        entry: 'f',
        available: [],
      })
    })
  })

  it('with two files and no way to choose says so', async () => {
    await opened({ 'a.ts': '', 'b.ts': 'export {}' }, async (submission) => {
      expect(told(await submission.session('backpropagation/softmax').call('f', []))).toMatchObject({
        kind: 'infrastructure',
        reason: expect.stringContaining('found a.ts and b.ts;'),
      })
    })
  })

  it('waits where its code has the ending of a text, and says how to name it', async () => {
    for (const [file, name] of [
      ['submission.py.txt', 'submission.py'],
      ['hw.ipynb.txt', 'hw.ipynb'],
      ['hw.ipynb.json', 'hw.ipynb'],
      ['app.tsx', 'app.ts'],
    ] as const) {
      await opened({ [file]: '' }, async (submission) => {
        expect(told(await submission.session('backpropagation/softmax').call('f', []))).toEqual({
          kind: 'infrastructure',
          reason: `found ${file}; rename it to ${name}`,
        })
      })
      rmSync(join(path, file))
    }
  })

  it('names files beside its code that are read under another name', async () => {
    const files = { 'submission.ts': '', 'submission.yaml.txt': '', 'answers.md.txt': '', 'notes.txt': '' }
    await opened(files, async ({ remarks }) => {
      expect(remarks.map((one) => 'says' in one && one.says)).toEqual([
        'Found answers.md.txt; rename it to answers.md.',
        'Found submission.yaml.txt; rename it to submission.yaml.',
      ])
    })
  })

  it('tells its conventions and its entry in submission.yaml', async () => {
    const manifest = 'entry: b.ts\ndeclare:\n  cost: mean\nteam: x\n'
    await opened({ 'a.ts': '', 'b.ts': 'export const f = () => "b"', 'submission.yaml': manifest }, async (submission) => {
      expect([...submission.declared]).toEqual([['cost', 'mean']])
      expect(submission.remarks).toEqual([{ severity: 'note', code: 'remark', says: expect.stringContaining('line 4: `team` is unknown') }])
      expect(told(await submission.session('backpropagation/softmax').call('f', []))).toBe('b')
    })
  })

  it('with a syntax error starts nothing', async () => {
    await opened({ 'submission.ts': 'export const f = () => {\n  return (\n}\n' }, async (submission) => {
      expect(told(await submission.session('backpropagation/softmax').call('f', []))).toMatchObject({
        kind: 'syntax-error',
        place: { file: 'submission.ts', line: 3 },
      })
      expect(counting.starts).toBe(0)
    })
  })

  it('is opened without a link in it, and nothing behind the link is read', async () => {
    symlinkSync('/etc/hostname', join(path, 'answers.json'))
    await opened({ 'submission.ts': "import a from './answers.json'\nexport const f = () => a" }, async (submission) => {
      expect(submission.remarks).toContainEqual(
        expect.objectContaining({ says: 'answers.json was left out: it is a link; submit the file itself.' }),
      )
      expect(told(await submission.session('backpropagation/softmax').call('f', []))).toMatchObject({ kind: 'load-error' })
    })
  })

  it("that cannot be found is nobody's fault but the machine's", async () => {
    await opened(
      {},
      async (submission) => expect(told(await submission.session('x').call('f', []))).toMatchObject({ kind: 'infrastructure' }),
      join(root, 'nowhere'),
    )
  })

  it('does not change when its folder changes while it is graded', async () => {
    await opened(
      {
        'submission.ts': "import fs from 'node:fs'\nexport const f = () => fs.readFileSync(new URL('./w.txt', import.meta.url), 'utf8')",
        'w.txt': 'old',
      },
      async (submission) => {
        writeFileSync(join(path, 'w.txt'), 'new')
        expect(told(await submission.session('backpropagation/softmax').call('f', []))).toBe('old')
      },
    )
  })

  it('leaves no copy of itself behind', async () => {
    const place = await opened({ 'submission.ts': 'export const f = () => process.cwd()' }, async (submission) =>
      told(await submission.session('backpropagation/softmax').call('f', [])),
    )
    expect(place).toMatch(/submission$/)
    expect(existsSync(place as string)).toBe(false)
  })
})
