import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import type { ExerciseResult } from '../grading/model/result.ts'
import { catalogue, grade, useFolder } from '../grading/sheet/testing/grade-sample.ts'
import { lacks } from '../tools/testing/require-tool.ts'

const scratch = mkdtempSync(join(tmpdir(), 'variables-'))
afterAll(() => rmSync(scratch, { recursive: true }))
useFolder()

const exerciseOf = (sheet: string) => (catalogue.find(({ exercise }) => exercise.sheet === sheet) as (typeof catalogue)[number]).exercise

async function gradeScript(sheet: string, file: string, source: string, declared = ''): Promise<ExerciseResult> {
  const folder = mkdtempSync(join(scratch, 'submission-'))
  writeFileSync(join(folder, file), source)
  if (declared !== '') writeFileSync(join(folder, 'submission.yaml'), `declare: {${declared}}\n`)
  return grade(exerciseOf(sheet), folder)
}

const earned = ({ checks }: ExerciseResult): readonly string[] => checks.filter(({ score }) => score > 0).map(({ id }) => id)
const full = ({ checks }: ExerciseResult): readonly string[] => checks.filter(({ verdict }) => verdict === 'accepted').map(({ id }) => id)
const notes = ({ checks }: ExerciseResult) => checks.flatMap(({ findings }) => findings.filter(({ code }) => code === 'by-variables'))
const conventions = ({ checks }: ExerciseResult): readonly string[] =>
  checks.flatMap(({ findings }) => findings.flatMap((one) => (one.code === 'convention' ? one.says : [])))

const SIGMA = 'const sigma = (z) => 1 / (1 + Math.exp(-z))\n'
/** Of the sheet's network, in the order of computation. */
const PASSES = `${SIGMA}const x = [0.05, 0.1], y = [0.01, 0.99], W2 = [[0.15, 0.25], [0.2, 0.3]], W3 = [[0.4, 0.5], [-0.45, 0.55]]
const z2 = W2.map((row) => row[0] * x[0] + row[1] * x[1] + 0.35)
const a2 = z2.map(sigma)
const z3 = W3.map((row) => row[0] * a2[0] + row[1] * a2[1] + 0.6)
const a3 = z3.map(sigma)
const delta3 = a3.map((a, j) => a - y[j])
const delta2 = a2.map((a, k) => (W3[0][k] * delta3[0] + W3[1][k] * delta3[1]) * a * (1 - a))
`

const ON_SHEET = ['sheet-z2', 'sheet-a2', 'sheet-z3', 'sheet-a3', 'sheet-delta3', 'sheet-delta2', 'sheet-delta1']

describe('variables of a script', () => {
  it("earn the checks of the sheet's network and nothing hidden, and say what a function could earn", async () => {
    const result = await gradeScript('3c', 'homework.js', PASSES)
    expect(earned(result)).toEqual(ON_SHEET)
    expect(full(result)).toEqual(ON_SHEET)
    const { checks } = exerciseOf('3c')
    const open = checks.filter(({ id }) => !ON_SHEET.includes(id)).reduce((sum, { points }) => sum + Math.round(points * 100), 0)
    expect(notes(result)).toMatchObject([{ entry: 'forwardBackward', variables: ['z2', 'a2', 'z3', 'a3', 'delta3', 'delta2'], more: open }])
    expect(result.checks.filter(({ visibility }) => visibility === 'hidden').map(({ verdict }) => verdict)).toEqual(
      checks.filter(({ visibility }) => visibility === 'hidden').map(() => 'not-attempted'),
    )
  })

  it('are read in the conventions of functions: columns, the gradient of the input, a mean', async () => {
    const columns = await gradeScript(
      '3c',
      'homework.js',
      PASSES.replaceAll('.map(sigma)', '.map(sigma).map(Number)') +
        [
          'export const delta1 = [0, 1].map((k) => [W2[0][k] * delta2[0] + W2[1][k] * delta2[1]])',
          'const column = (v) => v.map((e) => [e])',
          'const [c2, c3] = [column(delta2), column(delta3)]',
          'export { z2, a2, c2 as delta_2, c3 as delta_3 }',
        ].join('\n'),
    )
    expect(full(columns)).toEqual(['sheet-z2', 'sheet-a2', 'sheet-delta3', 'sheet-delta2', 'sheet-delta1'])
    expect(conventions(columns).join()).toContain('∂C/∂x')
    const halves = PASSES.replace('a - y[j]', '(a - y[j]) / 2')
    expect(full(await gradeScript('3c', 'homework.js', halves))).not.toContain('sheet-delta3')
    const mean = await gradeScript('3c', 'homework.js', halves, 'cost: mean')
    expect(full(mean)).toEqual(ON_SHEET)
    expect(conventions(mean).join()).toContain('declared as a mean')
  })

  it('follow from wrong earlier ones at no further cost', async () => {
    const result = await gradeScript('3c', 'homework.js', PASSES.replace('a - y[j]', '(a - y[j]) * a * (1 - a)'))
    expect(full(result)).toEqual(ON_SHEET.filter((id) => id !== 'sheet-delta3'))
    expect(result.checks.flatMap(({ findings }) => findings.flatMap((one) => ('mistake' in one ? one.mistake : [])))).toEqual([
      'extra-sigma-prime',
    ])
  })

  it('do not stand in for a function that is there', async () => {
    const result = await gradeScript('3c', 'homework.js', `${PASSES}export function forwardBackward() { return 7 }\nexport { z2 }\n`)
    expect(earned(result)).toEqual([])
    expect(notes(result)).toEqual([])
  })

  it('stand in for a starter that is not filled in', async () => {
    const starter = `${PASSES}function forwardBackward() { throw new Error('not implemented') }\n`
    expect(earned(await gradeScript('3c', 'homework.js', starter))).toEqual(ON_SHEET)
  })

  it('of a comment spoil nothing', async () => {
    const result = await gradeScript(
      '3c',
      'homework.js',
      `/*\nconst old = 1\n*/\n${PASSES}function forwardBackward() { throw new Error('not implemented') }\n`,
    )
    expect(result.checks.filter(({ verdict }) => verdict === 'load-error')).toEqual([])
  })

  it.each([
    ['numbers', 'const size_1 = 49\nconst size2 = 9\nlet size_3 = 23.0\nvar size_4: number = 49', ['sheet-conv', 'sheet-pool']],
    ['a list', 'const sizes = [49, [9, 9], "23x23", [1, 49, 49]]', ['sheet-conv', 'sheet-pool']],
    [
      'what the layers gave',
      'const image = (n) => [Array.from({ length: n }, () => Array(n).fill(0))]\nconst sizes = [image(49), image(9), image(23), image(49)]',
      ['sheet-conv', 'sheet-pool'],
    ],
    ['too few', 'const sizes = [49, 9, 23]', ['sheet-conv']],
    ['wrong ones', 'const sizes = [50, 9, 24, 49]', []],
  ])('hold the sizes of 4.1 as %s', async (_, source, ids) => {
    const result = await gradeScript('4.1', 'homework.ts', source)
    expect(full(result)).toEqual(ids)
    expect(earned(result)).toEqual(ids)
  })

  const random = 'import random\nrandom.seed(3)\n'
  const points = (n: number) => `x = [random.random() for _ in range(${n})]\ny = [v * v for v in x]\n`
  const moved = 'x_corrupt = [v + random.gauss(0, 0.05) for v in x]\ny_corrupt = [v + random.gauss(0, 0.05) for v in y]\n'
  const OF_POINTS = ['parabola-curve', 'parabola-uniform']
  const OF_NOISE = ['noise-size', 'noise-mean', 'noise-normal', 'noise-independent']

  it.skipIf(lacks('python3', 'scripts in Python')).each([
    ['right ones', points(100) + moved, [...OF_POINTS, ...OF_NOISE]],
    ['no noise yet', points(100), OF_POINTS],
    ['too few points', points(99) + moved, []],
    ['another curve', points(100).replace('v * v', 'v ** 3') + moved, ['parabola-uniform', ...OF_NOISE]],
    [
      'uniform noise',
      points(1000) + moved.replaceAll('random.gauss(0, 0.05)', 'random.uniform(-0.0866, 0.0866)'),
      [...OF_POINTS, 'noise-size', 'noise-mean', 'noise-independent'],
    ],
    [
      'noise of one sign',
      points(100) + moved.replaceAll('random.gauss(0, 0.05)', 'abs(random.gauss(0, 0.05))'),
      [...OF_POINTS, 'noise-size', 'noise-independent'],
    ],
    [
      'y of the corrupted x',
      `${points(100) + moved}y_corrupt = [v * v for v in x_corrupt]\n`,
      [...OF_POINTS, 'noise-size', 'noise-mean', 'noise-normal'],
    ],
  ])('hold the points of 5.2: %s', async (_, source, ids) => {
    expect(full(await gradeScript('5.2', 'homework.py', random + source))).toEqual(ids)
  })

  it('hold the points of 5.2 in JavaScript', async () => {
    const source = `let state = 5
function next() { state = (state * 48271) % 2147483647; return state / 2147483647 }
const normal = () => Math.sqrt(-2 * Math.log(next())) * Math.cos(2 * Math.PI * next())
const x = Array.from({ length: 200 }, next)
const y = x.map((v) => v ** 2)
const x_corrupt = x.map((v) => v + 0.05 * normal())
const yCorrupt = y.map((v) => v + 0.05 * normal())
`
    expect(full(await gradeScript('5.2', 'homework.mjs', source))).toEqual([...OF_POINTS, ...OF_NOISE])
  })
})
