import { mkdtempSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { isShortRun, lacks, leftOut, SHORT_RUN } from '#tools/testing/require-tool'
import { gradeSubmission } from '../../engine/grade.ts'
import { isComputed } from '../../model/check.ts'
import type { Exercise } from '../../model/exercise.ts'
import type { CheckResult, ExerciseResult } from '../../model/result.ts'
import type { CatalogueEntry } from '../catalogue.ts'
import { causesNamed, foreignCauses, languageOf, type Sample, violationOf } from '../samples.ts'
import { stageSample } from '../stage-sample.ts'
import { anyPlots } from './any-plots.ts'
import { coveringSamples } from './covering-samples.ts'
import { examineChecks } from './examine-checks.ts'
import { catalogue, folder, grade, isSlow, memo, referenceOf, SEED, samplesOf, stagedReference, useFolder } from './grade-sample.ts'

const noPython = lacks('python3', 'the Python samples')
let torchMissing: boolean | undefined
/** Looked for where a sample needs it, once: to import it takes seconds. */
const noTorch = (): boolean => {
  torchMissing ??= lacks('torch', 'the samples of networks in PyTorch')
  return torchMissing
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

/** Those that this run judges: in a short one, of networks, whose answers take seconds, no more than every check needs to be lost. */
function judgedSamples(exercise: Exercise): readonly Sample[] {
  const all = samplesOf(exercise).filter(
    (sample) => !(noPython && languageOf(sample) === 'python') && !(sample.needs === 'torch' && noTorch()),
  )
  const judged = exercise.models !== undefined && isShortRun() ? coveringSamples(all) : all
  leftOut(judged.length < all.length, `${all.length - judged.length} of ${all.length} samples of ${exercise.id}: ${SHORT_RUN}`)
  return judged
}

/** A trained model may answer for so long, several times over, on a busy machine. */
const FOR_MODELS = 180_000

/** Registers the laws of every exercise of a unit as tests; the last one fails unless each exercise and each sample was examined. */
export function holdToLaws(unit: string): void {
  useFolder()
  const entries = catalogue
    .filter(({ exercise }) => exercise.id.startsWith(`${unit}/`))
    .map((entry) => ({ id: entry.exercise.id, entry, samples: judgedSamples(entry.exercise) }))
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
  describe.each(entries)('$id', ({ entry, samples }) => holdExercise(entry, samples, examined))

  it('examined every exercise of the unit and all its samples', () => {
    const { exercises, checks, wrong, right, other, findings, causes, wild, dearest } = examined
    process.stdout.write(
      `laws of ${unit}: ${exercises} exercises, ${checks} checks, ${wrong} wrong samples, ${right} right variants, ${other} others, all as filed; ${causes} causes named in ${findings} findings, each true of its sample; ${wild} answers of no sense, the dearest at ${dearest.ratio.toFixed(1)} times the right one (${dearest.check})\n`,
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

function holdExercise(entry: CatalogueEntry, samples: readonly Sample[], examined: Examined): void {
  const { exercise } = entry
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
      { reference: () => referenceOf(exercise), seed: SEED, visibility: 'all', memo },
    )
    const outside = await grade(exercise, stagedReference(entry))
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
    const empty = mkdtempSync(join(folder, 'empty-'))
    const names = exercise.entries.length === 0 ? ['starter.md'] : ['starter.ts', ...(noPython ? [] : ['starter.py'])]
    const starters = names.map((name) => stageSample(folder, { file: join(entry.folder, name), declare: new Map() }))
    for (const path of [empty, ...starters]) {
      const result = await grade(exercise, path)
      expect(result).toMatchObject({ status: 'not-attempted', score: 0 })
      expect(result.checks.filter((check) => !['not-attempted', 'skipped'].includes(check.verdict))).toEqual([])
    }
  })

  it.each(samples.map((sample) => ({ name: sample.name, sample })))('judges $name as filed', patience, async ({ sample }) => {
    const result = await grade(exercise, stageSample(folder, sample))
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

  it('judges any answer at all, and none at many times the cost of the right one', patience, async () => {
    const seen = await examineChecks(exercise, {
      answers: wildAnswers(exercise),
      seed: SEED,
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
    const again = (): Promise<ExerciseResult> => grade(exercise, stageSample(folder, sample))
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
