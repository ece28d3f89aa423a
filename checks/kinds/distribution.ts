import { createRandom, type Random } from '#grading/math/random'
import type { Check, CheckContext, Outcome } from '#grading/model/check'
import type { Answer, Session } from '#grading/model/session'
import { type Args, type Plain, toPlain, toValue } from '#grading/model/value'
import { ask, batchesOf, type Call, defineAsking, valuesOf } from '../ask.ts'
import { accepted, type CheckSpec, error, wrong } from '../outcome.ts'
import { recorded } from '../recorded.ts'

/** A number computed from many draws, and the band in which an honest sampler's falls. */
export interface Statistic {
  readonly name: string
  readonly value: number
  readonly low: number
  readonly high: number
  readonly draws: number
  /** Chance that an honest sampler falls outside; 0 for requirements that are exact. @defaultValue 1e-6 */
  readonly alpha?: number
  /** What it means to fall outside, completing "this equals …" where a known mistake is recognised. */
  readonly mistake?: { readonly id: string; readonly says: string; readonly hint?: string; readonly credit?: number }
}

export interface DistributionSpec extends CheckSpec {
  readonly entries: readonly string[]
  /** Keys of the declarations on which the calls depend. @defaultValue none */
  readonly reads?: readonly string[]
  /** @param declared - what is declared of `reads`. */
  readonly calls: (random: Random, declared: ReadonlyMap<string, string>) => readonly Call[]
  /** The same of variables of a script that define no function: what they hold as a record, judged by itself. */
  readonly ofVariables?: (variables: Plain) => readonly Statistic[]
  /** At least one; a NaN value counts as outside. The first that is outside makes the finding. */
  readonly statistics: (answers: readonly Plain[], declared: ReadonlyMap<string, string>) => readonly Statistic[]
}

/**
 * Judges a sampler by statistics of many draws. Inputs, seeds among them, are fixed by the run's seed: a re-run cannot get lucky.
 *
 * @example
 * ```ts
 * distribution({
 *   id: 'uniform',
 *   title: 'Draws are spread evenly over [0, 1]',
 *   points: 1,
 *   entries: ['draw'],
 *   calls: (random) => [{ entry: 'draw', args: [20000, random.integer(1, 1e6)] }],
 *   statistics: ([draws]) => {
 *     const value = distributionDistance(draws as Vector, (x) => x)
 *     return [{ name: 'largest distance to the uniform distribution', value, ...distributionBand(20000), draws: 20000 }]
 *   },
 * })
 * ```
 */
export function distribution(spec: DistributionSpec): Check {
  return defineAsking(spec, spec.entries, (subject, context) => run(spec, subject, context))
}

async function run(spec: DistributionSpec, subject: Session, context: CheckContext): Promise<Outcome> {
  const read = [...context.declared].filter(([key]) => spec.reads?.includes(key)).sort()
  const key = `${spec.id}:${read.join(';')}`
  const batches = context.memo(`draws:${key}`, () => {
    const calls = recorded(context, `calls:${key}`, () => spec.calls(createRandom(context.seed, spec.id), new Map(read)))
    return batchesOf(calls.map((call) => ({ entry: call.entry, args: call.args.map(toValue) })))
  })
  const { answers, fault } = await ask(subject, batches)
  const statistics =
    fault === undefined
      ? spec.statistics(valuesOf(answers, 'the submission').map(toPlain), context.declared)
      : await ofVariables(spec, subject, answers)
  if (statistics === undefined) return fault as Outcome
  if (statistics.length === 0) throw new RangeError(`check "${spec.id}" computes no statistic: it would compare nothing`)
  for (const one of statistics) {
    if (one.value >= one.low && one.value <= one.high) continue
    const { name: statistic, value, low, high, draws, alpha = 1e-6, mistake } = one
    const finding = error({ code: 'statistic-out-of-band', statistic, value, low, high, alpha, draws })
    if (mistake === undefined) return wrong([finding])
    const named = error({ code: 'known-mistake', label: spec.entries[0] as string, mistake: mistake.id, says: mistake.says }, mistake.hint)
    return wrong([named, finding], mistake.credit ?? 0)
  }
  return accepted()
}

/** Variables of a script are what a call without arguments answers with. */
async function ofVariables(
  { entries, ofVariables: judge }: DistributionSpec,
  subject: Session,
  answers: readonly Answer[],
): Promise<readonly Statistic[] | undefined> {
  if (judge === undefined || !answers.every((answer) => !answer.ok && answer.fault.kind === 'variables-only')) return undefined
  const [variables] = await subject.callMany(entries[0] as string, WITHOUT_ARGUMENTS)
  return variables?.ok === true ? judge(toPlain(variables.value)) : undefined
}

/** One list for all, by which sessions remember the answer. */
const WITHOUT_ARGUMENTS: readonly Args[] = [[]]
