import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import * as fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { caseSet } from '#checks/case'
import { inputUnchanged } from '#checks/kinds/input-unchanged'
import { invariant } from '#checks/kinds/invariant'
import { gradeSubmission } from '#grading/engine/grade'
import { createMemo } from '#grading/engine/memo'
import type { Check } from '#grading/model/check'
import type { Exercise } from '#grading/model/exercise'
import type { CheckResult } from '#grading/model/result'
import type { Course } from '#grading/runner/course'
import { filesBelow } from '#grading/runner/files/files-below'
import { inYaml } from '#grading/runner/sheet-yaml/in-yaml'
import { type CatalogueEntry, loadCatalogue } from '#grading/sheet/catalogue'
import { inProcess } from '#submissions'
import { temporaryFolder } from '#tools/testing/temporary-folder'
import { ROOT } from './bundle.ts'
import { bundleJudges } from './bundle-judges.ts'
import { type Packed, packKit } from './pack.ts'
import { judgeName, keptChecks, plannedExercise } from './planned.ts'
import { kitCourse } from './student/kit-course.ts'

const law = (more: Partial<Check> = {}): Check => ({
  ...invariant<number>({
    ...{ id: 'even-sum', title: 'Even', points: 1, entries: ['sum'], law: 'the sum is even' },
    arbitrary: fc.nat(9),
    calls: (n) => [{ entry: 'sum', args: [n] }],
    holds: (_, [answer]) => ((answer as number) % 2 === 0 ? undefined : 'it is odd'),
  }),
  ...more,
})
const exercise: Exercise = { ...{ id: 'unit/sums', sheet: '1a', title: 'Sums', points: 1, entries: [] }, checks: [law()] }
const spoken = { key: 'cost', value: 'mean', note: 'The cost is a mean.' }

/** An exercise whose folder has these files. */
function written(files: Readonly<Record<string, string>>): CatalogueEntry {
  const folder = join(temporaryFolder({}), 'unit/sums')
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true })
    writeFileSync(join(folder, name), text)
  }
  return { exercise, folder, loadSolution: async () => ({}), statement: () => '', hiddenData: [{ title: 'images', folder: 'data' }] }
}
const bundled = (files: Readonly<Record<string, string>>) => bundleJudges(new Map([[3, { ...written(files), kept: exercise.checks }]]))
const READS = "import { images } from '../../data/images.ts'\nexport const first = images[0]"
const SUM = 'export const sum = (n: number) => n'
const JUDGES = "export const evenSum = { holds: () => 'odd' }\nexport const hiddenLaw = { holds: () => 'never shown' }\n"

describe('what judges in an exercise', () => {
  it('is packed under the place of the exercise, without what judges hidden checks', async () => {
    const { code } = await bundled({ 'judges.ts': `import { near } from 'assay/checks'\nexport const used = near\n${JUDGES}` })
    expect(code).toContain('e3')
    expect(code).toContain('"even-sum"')
    expect(code).not.toMatch(/never shown|fast-check/)
  })

  it.each([
    [
      'the reference solution',
      { 'judges.ts': `export { sum } from './solution.ts'\n${JUDGES}`, 'solution.ts': SUM },
      'unit/sums/judges.ts → unit/sums/solution.ts',
    ],
    [
      'it by another file',
      {
        'judges.ts': `import { sum } from './own.ts'\nsum(1)\n${JUDGES}`,
        'own.ts': "export { sum } from './solution.ts'",
        'solution.ts': SUM,
      },
      'unit/sums/judges.ts → unit/sums/own.ts → unit/sums/solution.ts',
    ],
    ['inputs', { 'judges.ts': `import './cases.ts'\n${JUDGES}`, 'cases.ts': SUM }, 'unit/sums/judges.ts → unit/sums/cases.ts'],
    [
      'known mistakes of another exercise',
      { 'judges.ts': `import '../other/mistakes.ts'\n${JUDGES}`, '../other/mistakes.ts': SUM },
      'unit/other/mistakes.ts',
    ],
    [
      'hidden data',
      {
        'judges.ts': `import { images } from '../../data/images.ts'\nimages.at(0)\n${JUDGES}`,
        '../../data/images.ts': 'export const images = [0.5]',
      },
      'unit/sums/judges.ts → data/images.ts',
    ],
    ['what draws inputs', { 'judges.ts': `import * as fc from 'fast-check'\nfc.nat()\n${JUDGES}` }, 'unit/sums/judges.ts → fast-check'],
  ])('must not reach %s, and the way to it is told', async (_, files, way) => {
    await expect(bundled(files)).rejects.toThrow(way)
    await expect(bundled(files)).rejects.toThrow(/^unit\/sums: judges\.ts must not import .*, which a kit must not contain/)
  })

  it('may import types from anywhere', async () => {
    const files = { 'judges.ts': `import type { Sum } from './solution.ts'\nexport type Own = Sum\n${JUDGES}`, 'solution.ts': SUM }
    expect((await bundled(files)).code).toContain('even-sum')
  })

  it('has a name in camel case', () => {
    expect(['even-sum', 'sum', 'a2-b'].map(judgeName)).toEqual(['evenSum', 'sum', 'a2B'])
  })
})

describe('an exercise as plans', () => {
  /** Ids of the checks that a kit of it would contain. */
  const kept = async (
    checks: readonly Check[],
    files: Readonly<Record<string, string>> = { 'judges.ts': JUDGES },
    hiddenData = ['data'],
  ): Promise<readonly string[]> => {
    const hidden = hiddenData.map((folder) => ({ title: folder, folder }))
    return (await keptChecks({ ...written(files), exercise: { ...exercise, checks }, hiddenData: hidden })).map(({ id }) => id)
  }

  it('keeps visible checks that plans can stand for, and those that wait for none that is left out', async () => {
    const whole = law({ id: 'whole', run: async () => ({ verdict: 'accepted', fraction: 1, findings: [] }) })
    const checks = [
      law(),
      law({ id: 'secret', visibility: 'hidden' }),
      law({ id: 'declared', visibility: 'hidden', inKit: true }),
      whole,
      law({ id: 'later', after: ['even-sum'] }),
      law({ id: 'never', after: ['whole'] }),
      law({ id: 'withheld', inKit: false }),
    ]
    expect(await kept(checks)).toEqual(['even-sum', 'later'])
  })

  it('keeps checks that need no function of the exercise, where it has no judges.ts', async () => {
    const spared = inputUnchanged({
      id: 'spared',
      title: 'Left as it is',
      points: 1,
      entry: 'sum',
      cases: caseSet('one', () => [{ args: [1] }]),
    })
    expect(await kept([law(), spared], {})).toEqual(['spared'])
  })

  it.each([
    ['itself', { 'exercise.ts': READS }],
    ['by another file', { 'exercise.ts': "export * from '../shared.ts'", '../shared.ts': "export { images } from '../data/images.ts'" }],
  ])('keeps of an exercise that reads hidden data, %s, what is declared to be in a kit', async (_, files) => {
    const checks = [law(), law({ id: 'declared', inKit: true })]
    const all = { ...files, '../../data/images.ts': 'export const images = [0.5]', 'judges.ts': JUDGES }
    expect(await kept(checks, all)).toEqual(['declared'])
    expect(await kept(checks, all, ['dat'])).toEqual(['even-sum', 'declared'])
    expect(
      await kept(checks, {
        ...all,
        'exercise.ts': `import type { images } from '../../data/images.ts'\nexport type Images = typeof images`,
      }),
    ).toEqual(['even-sum', 'declared'])
  })

  it('is refused where judges.ts lacks what judges, or conventions', () => {
    expect(() => plannedExercise(exercise, exercise.checks, { judges: {} })).toThrow(
      'unit/sums: check "even-sum" needs holds, which judges.ts does not export; define it there, as part of evenSum, and use it in exercise.ts',
    )
    const judges = { 'even-sum': { holds: () => undefined } }
    const { checks } = plannedExercise(exercise, exercise.checks, { judges })
    expect(checks).toEqual([
      { id: 'even-sum', title: 'Even', points: 1, visibility: 'visible', entries: ['sum'], kind: 'invariant', reads: [] },
    ])
    const declared = { ...exercise, conventions: [spoken] }
    expect(() => plannedExercise(declared, exercise.checks, { judges })).toThrow(
      'judges.ts must export the same conventions as exercise.ts has',
    )
    expect(plannedExercise(declared, exercise.checks, { judges, conventions: [spoken] })).not.toHaveProperty('conventions')
  })
})

describe('the kit of an exercise in YAML and Python', () => {
  const scratch = mkdtempSync(join(tmpdir(), 'assay-planned-'))
  afterAll(() => rmSync(scratch, { recursive: true, force: true }))
  const folder = join(scratch, 'assay-kit')
  const sheet = join(ROOT, 'examples/sheet')
  let packed: Packed
  let course: Course
  let entry: CatalogueEntry
  beforeAll(async () => {
    const entries = await loadCatalogue(sheet, inYaml)
    entry = entries.find(({ exercise: { id } }) => id === 'classification/softmax') as CatalogueEntry
    packed = await packKit(folder, [entry], 1)
    course = await kitCourse(folder)
  })

  it('holds its visible checks but the laws, which it names, and none of its Python', () => {
    expect(packed).toEqual({
      checks: 1,
      exercises: 1,
      leftOut: [{ exercise: 'classification/softmax', checks: ['Probabilities', 'Order'] }],
    })
    expect(filesBelow(folder).filter((file) => /(solution|mistakes|laws)\.py$/.test(file))).toEqual([])
  })

  it('says what the graded run says', async () => {
    const [inKit] = (await course.choose([])).selected
    for (const sample of ['accepted/lists.ts', 'wrong-answer/sigmoid.ts']) {
      const module = (await import(pathToFileURL(join(sheet, 'classification/softmax/samples', sample)).href)) as Record<string, unknown>
      const verdicts = async (one: Exercise, memo: ReturnType<typeof createMemo>, reference: Parameters<typeof inProcess>[0]) => {
        const session = inProcess(module)
        const submission = {
          ...{ id: 'ada', kind: 'typescript' as const, hash: '', declared: new Map(), answers: new Map(), remarks: [] },
          session: () => session,
          output: () => ({ stdout: '', stderr: '' }),
          close: async () => {},
        }
        const options = { reference: () => inProcess(reference), seed: 1, visibility: 'visible', memo } as const
        const [result] = (await gradeSubmission(submission, [one], options)).exercises
        return result?.checks.filter(({ id }) => id === 'values').map(({ verdict, findings }: CheckResult) => [verdict, findings.length])
      }
      const theirs = await verdicts(inKit?.exercise as Exercise, course.source?.memo() as ReturnType<typeof createMemo>, {})
      expect(theirs).toEqual(await verdicts(entry.exercise, createMemo(), await entry.loadSolution()))
      expect(theirs?.[0]?.[0]).toBe(sample.split('/')[0])
    }
  })
})
