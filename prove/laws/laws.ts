import { existsSync, mkdtempSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { gradeSubmission } from '#grading/engine/grade'
import type { Memo } from '#grading/engine/memo'
import { isComputed } from '#grading/model/check'
import type { Exercise } from '#grading/model/exercise'
import type { CheckResult, ExerciseResult } from '#grading/model/result'
import { DEFAULT_LIMITS, type Session } from '#grading/model/session'
import type { CatalogueEntry } from '#grading/sheet/catalogue'
import { causesNamed, foreignCauses, languageOf, type Sample, violationOf } from '#grading/sheet/samples'
import { stageSample } from '#grading/sheet/stage-sample'
import { anyPlots } from './any-plots.ts'
import { examineChecks } from './examine-checks.ts'
import { toldOtherwise } from './told-signatures.ts'

/** What holds exercises to the laws: their references, and a way to grade a hand-in against them. */
export interface Rig {
  readonly seed: number
  readonly memo: Memo
  /** Where samples lie while the tests of a file run. */
  folder(): string
  /** Makes that folder before the tests of a file, and removes it after them. */
  useFolder(): void
  referenceOf(exercise: Exercise): Session
  /** Grades a hand-in in a child process, against the reference of the exercise. */
  grade(exercise: Exercise, path: string): Promise<ExerciseResult>
  /** The reference as a hand-in: its folder. */
  stagedReference(entry: CatalogueEntry): string | Promise<string>
}

/** What is held to the laws, and what this machine has for it. */
export interface Held {
  /** Of the sheet or the unit, for the line that says what was examined. */
  readonly name: string
  readonly entries: readonly { readonly entry: CatalogueEntry; readonly samples: readonly Sample[] }[]
  readonly python: boolean
}

/** What was looked at. */
interface Examined {
  exercises: number
  checks: number
  wrong: number
  right: number
  other: number
  /** Of the samples: what was found, and how many causes were named in it. */
  findings: number
  causes: number
  /** Answers of no sense, and the dearest of them as a multiple of the right one. */
  wild: number
  dearest: { ratio: number; check: string }
}

/** For each check; ASSAY_WILD_ANSWERS sets another number, for a thorough run. A network's answers take a tenth of a second and more. */
const wildAnswers = ({ models }: Exercise): number => Number(process.env.ASSAY_WILD_ANSWERS ?? (models === undefined ? 8 : 3))

/** A trained model may answer for so long, several times over, on a busy machine. */
const FOR_MODELS = 180_000

/** Registers the laws of exercises as tests; the last one fails unless each exercise and each sample was examined. */
export function holdEntries({ name, entries: held, python }: Held, rig: Rig): void {
  rig.useFolder()
  const entries = held.map((one) => ({ ...one, id: one.entry.exercise.id }))
  const examined: Examined = {
    exercises: 0,
    checks: 0,
    wrong: 0,
    right: 0,
    other: 0,
    findings: 0,
    causes: 0,
    wild: 0,
    dearest: { ratio: 0, check: 'none' },
  }
  describe.each(entries)('$id', ({ entry, samples }) => holdExercise(entry, samples, examined, python, rig))

  it('examined every exercise and all its samples', () => {
    const { exercises, checks, wrong, right, other, findings, causes, wild, dearest } = examined
    process.stdout.write(
      `laws of ${name}: ${exercises} exercises, ${checks} checks, ${wrong} wrong samples, ${right} right variants, ${other} others, all as filed; ${causes} causes named in ${findings} findings, each true of its sample; ${wild} answers of no sense, the dearest at ${dearest.ratio.toFixed(1)} times the cost of the reference (${dearest.check})\n`,
    )
    expect(exercises).toBe(entries.length)
    expect(exercises).toBeGreaterThan(0)
    expect(checks).toBe(entries.reduce((sum, { entry }) => sum + entry.exercise.checks.length, 0))
    const asked = entries.map(
      ({ entry: { exercise } }) => wildAnswers(exercise) * exercise.checks.filter((check) => check.entries.length > 0).length,
    )
    expect(wild).toBeGreaterThanOrEqual(asked.reduce((sum, count) => sum + count, 0))
    expect(wild).toBeGreaterThan(0)
    expect(wrong + right + other).toBe(entries.reduce((sum, { samples }) => sum + samples.length, 0))
  })
}

function holdExercise(entry: CatalogueEntry, samples: readonly Sample[], examined: Examined, python: boolean, rig: Rig): void {
  const { exercise } = entry
  const { referenceOf, grade, memo } = rig
  const lostBy = new Map<string, string>()
  const results = new Map<string, ExerciseResult>()
  const patience = isSlow(exercise) ? { timeout: FOR_MODELS } : {}

  it('gives its own reference all marks that are computed, in-process and in a child', patience, async () => {
    const inside = await gradeSubmission(
      {
        id: 'r',
        kind: 'none',
        hash: '',
        declared: new Map(),
        answers: new Map(),
        remarks: [],
        session: () => referenceOf(exercise),
        output: () => ({ stdout: '', stderr: '' }),
        close: async () => {},
      },
      [exercise],
      { reference: () => referenceOf(exercise), seed: rig.seed, visibility: 'all', memo },
    )
    const outside = await grade(exercise, await rig.stagedReference(entry))
    for (const result of [inside.exercises[0] as ExerciseResult, outside]) {
      const manual = new Set(exercise.checks.filter((check) => !isComputed(check)).map((check) => check.id))
      const asExpected = ({ id, verdict }: CheckResult): boolean => verdict === (manual.has(id) ? 'not-attempted' : 'accepted')
      expect(result.checks.filter((check) => !asExpected(check)).map((check) => [check.id, check.verdict, check.findings])).toEqual([])
      const points = exercise.checks.filter((check) => !manual.has(check.id)).reduce((sum, check) => sum + check.points, 0)
      expect(result.score).toBe(Math.round(points * 100))
      if (manual.size === 0) expect(result.status).toBe('full')
    }
    examined.exercises++
    examined.checks += exercise.checks.length
  })

  it('calls an empty submission and its starters not attempted', patience, async () => {
    const empty = mkdtempSync(join(rig.folder(), 'empty-'))
    const names = exercise.entries.length === 0 ? ['starter.md'] : ['starter.ts', ...(python ? ['starter.py'] : [])]
    const starters = names.map((name) => stageSample(rig.folder(), { file: join(entry.folder, name), declare: new Map() }))
    for (const path of [empty, ...starters]) {
      const result = await grade(exercise, path)
      expect(result).toMatchObject({ status: 'not-attempted', score: 0 })
      expect(result.checks.filter((check) => !['not-attempted', 'skipped'].includes(check.verdict))).toEqual([])
    }
  })

  it('calls its functions in starters and statement as it defines them', () => {
    const files = ['starter.ts', 'starter.py', 'statement.md'].filter((file) => existsSync(join(entry.folder, file)))
    const told = files.map((file) => ({ file, text: readFileSync(join(entry.folder, file), 'utf8') }))
    expect(toldOtherwise(exercise.entries, told)).toEqual([])
  })

  it.each(samples.map((sample) => ({ name: sample.name, sample })))('grades $name as filed', patience, async ({ sample }) => {
    const result = await grade(exercise, stageSample(rig.folder(), sample))
    results.set(sample.name, result)
    count(sample, examined)
    examined.findings += result.checks.reduce((sum, { findings }) => sum + findings.length, 0)
    examined.causes += causesNamed(result).length
    expect(foreignCauses(sample, result), 'causes that are named and not declared by the sample').toEqual([])
    for (const check of result.checks) if (check.fraction < 1 && sample.verdict !== 'not-attempted') lostBy.set(check.id, sample.name)
    expect(
      violationOf(sample, result),
      JSON.stringify(
        result.checks.flatMap((check) => check.findings),
        null,
        1,
      ),
    ).toBeUndefined()
  })

  it('grades any answer at all, and none at many times the cost of the reference', patience, async () => {
    const seen = await examineChecks(exercise, {
      answers: wildAnswers(exercise),
      seed: rig.seed,
      reference: referenceOf(exercise),
      memo,
      pictures: anyPlots(exercise),
    })
    expect(seen.flatMap(({ check, violations }) => violations.map((one) => `${check}: ${one}`))).toEqual([])
    for (const { answers, ratio, check } of seen) {
      examined.wild += answers
      if (ratio > examined.dearest.ratio) examined.dearest = { ratio, check }
    }
    expect(seen).toHaveLength(exercise.checks.length)
  })

  it('has every check lost by at least one sample', () => {
    expect(exercise.checks.map((check) => check.id).filter((id) => !lostBy.has(id))).toEqual([])
  })

  it('gives equal results for equal seeds, and results that survive JSON', patience, async () => {
    const losing = samples.filter((one) => one.verdict === 'wrong-answer' || one.verdict === 'pending-manual')
    const sample = losing.find((one) => languageOf(one) !== 'python') as Sample
    const again = (): Promise<ExerciseResult> => grade(exercise, stageSample(rig.folder(), sample))
    const [first, second] = [timeless(results.get(sample.name) ?? (await again())), timeless(await again())]
    expect(second).toEqual(first)
    expect(JSON.parse(JSON.stringify(first))).toEqual(first)
  })
}

function count(sample: Sample, examined: Examined): void {
  if (sample.verdict === 'accepted') examined.right++
  else if (sample.verdict === 'wrong-answer' || sample.verdict === 'partial') examined.wrong++
  else examined.other++
}

function timeless(result: ExerciseResult): unknown {
  return { ...result, checks: result.checks.map(({ ms: _, ...check }) => check) }
}

/** Whether calls may take longer than the samples that never end are waited for: those of trained models. */
export function isSlow({ limits }: Exercise): boolean {
  return (limits?.callMs ?? 0) > DEFAULT_LIMITS.callMs
}
