import { join } from 'node:path'
import pLimit from 'p-limit'
import { isComputed } from '#grading/model/check'
import type { ExerciseResult } from '#grading/model/result'
import { readReasons } from '#grading/runner/reasons'
import type { CatalogueEntry } from '#grading/sheet/catalogue'
import { languageOf, type Sample, samplesOf, violationOf } from '#grading/sheet/samples'
import { PYTHON_SOLUTION, solutionIn } from '#grading/sheet/solution-file'
import { stageSample } from '#grading/sheet/stage-sample'
import { notices } from '#reports/proof/figures'
import type { ExerciseProof, MutantProof, Part, SampleProof } from '#reports/proof/proof'
import type { Bench, createBench } from './bench.ts'
import { generateMutants, type Mutant } from './mutation/mutants.ts'
import { type Apart, setApart } from './mutation/set-apart.ts'
import { readSources, type SourceFile } from './mutation/sources.ts'
import type { TypeScript } from './mutation/typescript.ts'
import { shareOf } from './part.ts'
import { stageReference, type Tree } from './stage.ts'
import { stageVariant, type Variant, variantsOf } from './variants/variants.ts'
import { wrapperMutants } from './wrappers/wrappers.ts'

/** The mutants of an exercise that are no mistakes, each with the reason; in its folder. */
const EQUIVALENTS = 'equivalent-mutants.json'

export interface Setting {
  readonly ts: TypeScript
  readonly tree: Tree
  /** Where hand-ins are staged. */
  readonly folder: string
  readonly seeds: readonly number[]
  readonly jobs: number
  /** Most mutants of an exercise that are run; they are spread over all that there are. */
  readonly most: number
  /** Of the samples and of the mutants that are left by then. */
  readonly part?: Part
  readonly python: boolean
  readonly numpy: boolean
  readonly torch: boolean
  readonly signal: AbortSignal
  readonly open: typeof createBench
}

/** What an exercise has to go through. */
export interface Work {
  readonly entry: CatalogueEntry
  /** The file of its reference solution, relative to the root. */
  readonly main: string
  readonly files: readonly SourceFile[]
  readonly equivalents: ReadonlyMap<string, string>
  readonly samples: readonly { readonly sample: Sample; readonly variant?: Variant }[]
  /** Samples, and ways of restating them, that need a tool that is not here. */
  readonly without: { readonly samples: number; readonly restated: number }
  readonly mutants: readonly Mutant[]
  /** All that were generated. */
  readonly generated: readonly Mutant[]
  readonly dropped: number
  readonly apart: readonly Apart[]
}

/** @throws UsageError if the record of equivalent mutants cannot be used. */
export function planWork(entry: CatalogueEntry, { ts, tree, most, part, python, numpy, torch }: Setting): Work {
  const { exercise } = entry
  const solution = solutionIn(entry.folder)
  const main = `${tree.reference}/${exercise.id}/${solution ?? PYTHON_SOLUTION}`
  const names = exercise.entries.map(({ name }) => name)
  const files = names.length === 0 || solution === undefined ? [] : readSources(ts, tree.root, main, names)
  const { mutated, apart } = setApart(files, main)
  const { mutants: slips, same, broken } = generateMutants(ts, mutated)
  const mutants = [...slips, ...(files.length === 0 ? [] : wrapperMutants(exercise, main))]
  const all = samplesOf(entry)
  const samples = all.filter((sample) => (python || languageOf(sample) !== 'python') && (torch || sample.needs !== 'torch'))
  const restatements = (of: readonly Sample[], withNumpy: boolean) =>
    of
      .filter(({ verdict }) => verdict === 'accepted')
      .flatMap((sample) => variantsOf(exercise, sample, withNumpy).map((variant) => ({ sample, variant })))
  const restated = restatements(samples, numpy)
  return {
    entry,
    main,
    files,
    equivalents: readReasons(join(tree.root, tree.reference, exercise.id, EQUIVALENTS)),
    samples: shareOf([...samples.map((sample) => ({ sample })), ...restated], part),
    without: { samples: all.length - samples.length, restated: restatements(all, true).length - restated.length },
    mutants: shareOf(spread(mutants, most), part),
    generated: mutants,
    dropped: same + broken,
    apart,
  }
}

/** At most so many, evenly over the list. */
function spread<T>(items: readonly T[], most: number): readonly T[] {
  if (items.length <= most) return items
  return Array.from({ length: most }, (_, i) => items[Math.floor((i * items.length) / most)] as T)
}

/** @param done - called after each hand-in. */
export async function examine(work: Work, setting: Setting, done: () => void): Promise<ExerciseProof> {
  const { entry, files, mutants } = work
  const { exercise } = entry
  const bench = await setting.open(entry, setting.signal)
  const limit = pLimit(setting.jobs)
  const computed = exercise.checks.filter(isComputed)
  const times = new Map(computed.map(({ id }) => [id, [] as number[]]))
  const timed = (results: readonly ExerciseResult[]): readonly ExerciseResult[] => {
    for (const { id, ms, verdict } of results.flatMap(({ checks }) => checks)) if (verdict !== 'skipped') times.get(id)?.push(ms)
    return results
  }
  const counted = <T>(run: () => Promise<T>): Promise<T> =>
    limit(async () => {
      setting.signal.throwIfAborted()
      const result = await run()
      done()
      return result
    })

  const own = () => stageReference(setting.folder, setting.tree, work.main, files)
  const whole = files.length === 0 ? [] : timed(await bench.grade(own(), setting.seeds, 4))
  const unproven = whole.map((result) => notFull(bench.computed(result))).find((says) => says !== undefined)
  const runs = unproven === undefined ? work.samples : []
  const samples = await Promise.all(runs.map(({ sample, variant }) => counted(() => askSample(sample, variant, bench, setting, timed))))
  const slips = unproven === undefined ? mutants : []
  const asked = await Promise.all(slips.map((mutant) => counted(() => askMutant(mutant, work, bench, setting, timed))))
  const proven = asked.filter((one) => one !== undefined)
  const known = new Set(work.generated.map(({ id }) => id))
  return {
    id: exercise.id,
    sheet: exercise.sheet,
    title: exercise.title,
    checks: computed.map(({ id, title, visibility, points }) => ({
      id,
      title,
      visibility,
      max: Math.round(100 * points),
      ms: median(times.get(id) ?? []),
    })),
    samples,
    mutants: proven,
    dropped: work.dropped + asked.length - proven.length,
    leftOut: work.generated.length - mutants.length,
    apart: work.apart,
    without: work.without,
    stale: [...work.equivalents.keys()].filter((id) => !known.has(id)),
    refuted: proven.filter(({ id, fate }) => fate === 'killed' && work.equivalents.has(id)).map(({ id }) => id),
    ...(unproven === undefined ? {} : { unproven }),
  }
}

function notFull(checks: ExerciseResult['checks']): string | undefined {
  const lost = checks.filter(({ verdict }) => verdict !== 'accepted').map(({ id, verdict }) => `${id}: ${verdict}`)
  return lost.length === 0 ? undefined : `the reference solution does not get full marks (${lost.join(', ')})`
}

type Timed = (results: readonly ExerciseResult[]) => readonly ExerciseResult[]

/** A machine so busy that a hand-in runs out of time is no check: such a hand-in is asked once more, with this many times the patience. */
const LONG_PATIENCE = 40

async function askSample(sample: Sample, variant: Variant | undefined, bench: Bench, setting: Setting, timed: Timed): Promise<SampleProof> {
  const { folder, seeds } = setting
  const staged = () => (variant === undefined ? stageSample(folder, sample) : stageVariant(folder, bench.exercise, sample, variant))
  // A restatement keeps full marks; what notes it brings is not the point.
  const filed =
    variant === undefined
      ? sample
      : {
          verdict: sample.verdict,
          loses: sample.loses,
          causes: sample.causes,
          file: sample.file,
          name: sample.name,
          declare: sample.declare,
          ...(sample.plots === undefined ? {} : { plots: sample.plots }),
        }
  const endless = sample.verdict === 'time-limit'
  let results = timed(await bench.grade(staged(), seeds, endless ? 1 : 4))
  const late = results.some((result) => bench.computed(result).some(({ verdict }) => verdict === 'time-limit'))
  if (late && !endless) results = await bench.grade(staged(), seeds, LONG_PATIENCE)
  return {
    name: sample.name,
    filed: sample.verdict,
    ...(variant === undefined ? {} : { variant: variant.name }),
    violations: results.flatMap((result, i) => {
      const says = violationOf(filed, result)
      return says === undefined ? [] : [{ seed: seeds[i] as number, says }]
    }),
    verdicts: results.map((result) => bench.computed(result).map(({ verdict }) => verdict)),
  }
}

/** `undefined` for what could not be loaded: that is no program. */
async function askMutant(mutant: Mutant, work: Work, bench: Bench, setting: Setting, timed: Timed): Promise<MutantProof | undefined> {
  const grade = async (seeds: readonly number[], patience: number): Promise<readonly ExerciseResult[]> =>
    bench.grade(stageReference(setting.folder, setting.tree, work.main, work.files, mutant), seeds, patience)
  const lostIn = (result: ExerciseResult): ExerciseResult['checks'] =>
    bench.computed(result).filter(({ verdict, fraction }) => notices(verdict) && fraction < 1)
  const [first, ...others] = setting.seeds as readonly [number, ...number[]]
  let [result] = timed(await grade([first], 1)) as [ExerciseResult]
  if (result.checks.some(isNoProgram)) return undefined
  const lost = lostIn(result)
  // A busy machine is no check: what only ran out of time is given more of it.
  if (lost.length > 0 && lost.every(({ verdict }) => verdict === 'time-limit')) [result] = (await grade([first], 4)) as [ExerciseResult]

  const { id, family, operator, file, within, line, was, becomes } = mutant
  const verdicts = bench.computed(result).map(({ verdict }) => verdict)
  const about = { id, family, operator, file, within, line, was, becomes, verdicts }
  if (lostIn(result).length > 0) return { ...about, fate: 'killed' }
  if (verdicts.includes('judging-error')) return { ...about, fate: 'not-judged' }
  const reason = work.equivalents.get(id)
  // What a function remembers ends with its grading: no other seed is asked of the same process.
  const later: ExerciseResult[] = []
  for (const some of mutant.family === 'wrapper' ? others.map((seed) => [seed]) : [others]) {
    if (some.length > 0) later.push(...(await grade(some, 4)))
  }
  const noticedAt = others.filter((_, i) => lostIn(later[i] as ExerciseResult).length > 0)
  if (reason !== undefined && noticedAt.length === 0) return { ...about, fate: 'equivalent', reason }
  return { ...about, fate: 'survived', ...(noticedAt.length === 0 ? {} : { noticedAt }) }
}

function isNoProgram({ findings }: ExerciseResult['checks'][number]): boolean {
  return findings.some((finding) => finding.code === 'fault' && finding.fault.kind === 'syntax-error')
}

function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? 0
}
