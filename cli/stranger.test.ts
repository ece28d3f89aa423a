import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { installation } from '#tools/testing/installation'
import { lacks } from '#tools/testing/require-tool'

/** Whoever has Assay installed, without this repository and its sheet, and writes exercises in a folder without packages. */
describe('a sheet of one’s own, with an installation that has none', () => {
  const place = mkdtempSync(join(tmpdir(), 'assay-stranger-'))
  const cwd = join(place, 'course')
  let main = ''
  const assay = (...words: readonly string[]) => {
    const { status, stdout, stderr } = spawnSync(process.execPath, [main, ...words], { cwd, encoding: 'utf8' })
    return { status, stdout, stderr }
  }

  beforeAll(() => {
    const folder = join(place, 'installed')
    main = installation(folder)
    mkdirSync(join(cwd, 'class/bob'), { recursive: true })
    writeFileSync(join(cwd, 'class/bob/submission.ts'), 'export const meanSquaredError = () => 0\n')
    // No solution, weight or label.
    rmSync(join(folder, 'dist/reference'), { recursive: true, force: true })
  })
  afterAll(() => rmSync(place, { recursive: true, force: true }))

  it('says how to get one', () => {
    const says =
      'no sheet comes with this installation; name one with --sheet <folder or package>, install one whose package begins with assay-sheet-, or write one: assay new-sheet'
    expect(assay('check', 'class/bob')).toEqual({ status: 2, stdout: '', stderr: `assay: ${says}\n` })
    expect(assay('doctor').stdout).toContain(says)
  })

  it('is written, changed, checked, graded, packed, audited and proved', () => {
    expect(assay('new-sheet', 'mine')).toMatchObject({ status: 0, stderr: '' })
    const exercise = join(cwd, 'mine/losses/mean-squared-error/exercise.ts')
    writeFileSync(exercise, readFileSync(exercise, 'utf8').replace("title: 'Known values', points: 1", "title: 'By hand', points: 3"))
    mkdirSync(join(cwd, 'class/ada'))
    const right =
      'export const meanSquaredError = (y: number[], t: number[]) => y.reduce((s, x, i) => s + (x - t[i]!) ** 2, 0) / y.length\n'
    writeFileSync(join(cwd, 'class/ada/submission.ts'), right)

    const checked = assay('check', 'class/ada', '--sheet', 'mine')
    expect(checked.stdout).toContain('4 of 4 points (100 %) in what you attempted.')
    expect(checked.status).toBe(0)
    const graded = assay('grade', 'class', '--sheet', 'mine', '--sandbox', 'process', '--out', 'results')
    expect(graded.stdout).toMatch(/1a Mean squared error +1 ✓ full/)
    expect(readFileSync(join(cwd, 'results/journal.jsonl'), 'utf8').split('\n', 1)[0]).toContain('"sheet":"mine"')
    expect(assay('kit', '--sheet', 'mine', '--out', 'handout').stdout).toContain('handout/assay-kit: 2 exercises, 5 visible checks\n')
    expect(assay('audit', 'handout/assay-kit', '--sheet', 'mine')).toMatchObject({ status: 0, stdout: expect.stringContaining('no leak') })
    const proved = assay('prove', '--sheet', 'mine', '--only', '1a')
    expect(proved.stdout).toContain('prove: every sample as filed, every mutant killed or listed as equivalent.')
    expect(proved.status).toBe(0)
  })

  it.skipIf(lacks('python3', 'a submission in Python to a sheet of its own'))('grades Python', () => {
    mkdirSync(join(cwd, 'python'))
    const text =
      'def squared_error_gradient(outputs, targets):\n    return [2 * (y - t) / len(outputs) for y, t in zip(outputs, targets)]\n'
    writeFileSync(join(cwd, 'python/submission.py'), text)
    expect(assay('check', 'python', '--sheet', 'mine').stdout).toContain('1.5 of 1.5 points (100 %) in what you attempted.')
  })

  it('is the one whose package is installed beside it, where none is named', () => {
    cpSync('reference', join(place, 'installed/node_modules/assay-sheet-deep-learning'), { recursive: true })
    mkdirSync(join(cwd, 'step'))
    cpSync('fixtures/submissions/gradient-descent/step/accepted/lists.ts', join(cwd, 'step/submission.ts'))
    const only = ['--only', 'gradient-descent/step']
    expect(assay('check', 'step', ...only)).toMatchObject({ status: 0, stderr: '' })
    expect(assay('kit', ...only, '--out', 'step-kit').stdout).toContain('step-kit/assay-kit: 1 exercise')
    expect(assay('audit', 'step-kit/assay-kit')).toMatchObject({ status: 0, stdout: expect.stringContaining('no leak') })
  })

  it('names the author’s line where a file of it is wrong', () => {
    const solution = join(cwd, 'mine/losses/squared-error-gradient/solution.ts')
    const text = readFileSync(solution, 'utf8')
    writeFileSync(solution, `type Unused = string\n\nconst none: number[] = JSON.parse('null')\nnone.sort()\n${text}`)
    const thrown = assay('check', 'class/ada', '--sheet', 'mine', '--only', '1b')
    expect(thrown.stderr).toContain('mine/losses/squared-error-gradient/solution.ts:4: Cannot read properties of null')
    writeFileSync(solution, text.replace('outputs.map(', 'outputs.map(('))
    const broken = assay('check', 'class/ada', '--sheet', 'mine')
    expect(broken).toMatchObject({
      status: 2,
      stderr: expect.stringMatching(/^assay: mine\/losses\/squared-error-gradient\/solution\.ts:10:\d+: Expected/),
    })
  })
})
