import type { Artifact } from '#grading/model/artifact'
import type { Check, CheckContext, Outcome } from '#grading/model/check'
import type { Finding } from '#grading/model/finding'
import type { Answer, Session } from '#grading/model/session'
import type { Args, Value } from '#grading/model/value'
import { once } from '../once.ts'
import { accepted, type CheckSpec, defineCheck, faulted, note, wrong } from '../outcome.ts'
import { withArtifacts } from '../plots/artifacts.ts'
import { judged, Unusable } from '../quality/unusable.ts'

/**
 * Calls one function of the submission once. Equal `args` (the same array, not a copy) are asked once per submission, so that checks
 * share the answers of a slow model: keep them with `context.memo`, or with {@link once} where they depend on an earlier answer.
 *
 * @throws Unusable if the call brings no value.
 */
export interface Asker {
  (entry: string, args: Args): Promise<Value>
  /** From now on a new process answers for a function, see {@link Session.afresh}. */
  afresh?(entry?: string): Promise<void>
}

export interface ModelQualitySpec extends CheckSpec {
  readonly entries: readonly string[]
  /** Measures what the functions do on data of ours. May throw `Unusable`. */
  readonly judge: (ask: Asker, context: CheckContext) => Promise<Outcome>
  /** Draws from the answers that `judge` asked for, whatever its verdict; not called where it could not use an answer. */
  readonly pictures?: Draw
}

/** @param reference - asks the reference. What it answers does not change: keep it with `context.memo`. */
export type Draw = (ask: Asker, context: CheckContext, reference: Asker) => Promise<readonly Artifact[]>

/**
 * Judges a trained model by what it does, never by a number that the submission reports.
 *
 * @example
 * ```ts
 * modelQuality({
 *   id: 'accuracy',
 *   title: 'Test accuracy',
 *   points: 3,
 *   entries: ['classify'],
 *   judge: async (ask) => {
 *     const share = accuracy(labels, classesOf(await ask('classify', [images])))
 *     return byCredit(creditBetween([[0.9, 0], [0.98, 1]], share), [measured(`Test accuracy ${(100 * share).toFixed(1)} %`)])
 *   },
 * })
 * ```
 */
export function modelQuality(spec: ModelQualitySpec): Check {
  return defineCheck(spec, spec.entries, (subject, context) =>
    judged(async () => {
      await expectAny(subject, spec.entries)
      const ask = askerOf(subject)
      const outcome = await spec.judge(ask, context)
      return withArtifacts(outcome, (await usable(async () => spec.pictures?.(ask, context, askerOf(context.reference)))) ?? [])
    }),
  )
}

/**
 * Before images are drawn for functions of which there is none.
 * @throws Unusable as the first call would.
 */
async function expectAny(subject: Session, entries: readonly string[]): Promise<void> {
  const [first, ...others] = entries
  if (first === undefined) return
  const fault = await subject.missing?.(first)
  if (fault === undefined) return
  for (const other of others) if ((await subject.missing?.(other)) === undefined) return
  throw new Unusable(faulted(first, fault))
}

/**
 * `undefined` where an answer cannot be used: a picture less, never points.
 *
 * @example
 * ```ts
 * const codes = await usable(() => ask('encode', [images]))
 * ```
 */
export async function usable<T>(make: () => Promise<T>): Promise<T | undefined> {
  try {
    return await make()
  } catch (thrown) {
    if (thrown instanceof Unusable) return undefined
    throw thrown
  }
}

function askerOf(subject: Session): Asker {
  const ask = async (entry: string, args: Args): Promise<Value> => {
    // Sessions remember answers by the list of argument lists.
    const list = once(args, 'asked alone', (): readonly Args[] => [args])
    const [answer] = (await subject.callMany(entry, list)) as readonly [Answer]
    if (!answer.ok) throw new Unusable(faulted(entry, answer.fault))
    return answer.value
  }
  return Object.assign(ask, { afresh: async (entry?: string) => subject.afresh?.(entry) })
}

/**
 * The outcome that goes with a share of the points.
 *
 * @example
 * ```ts
 * byCredit(1, []).verdict // 'accepted'
 * byCredit(0.5, []).verdict // 'partial'
 * ```
 */
export function byCredit(credit: number, findings: readonly Finding[]): Outcome {
  return credit >= 1 ? accepted(findings) : wrong(findings, Math.max(0, credit))
}

/**
 * Points that wait for a person, who is told why.
 *
 * @example
 * ```ts
 * forPerson('The plot is read by an instructor.').verdict // 'pending-manual'
 * ```
 */
export function forPerson(says: string, findings: readonly Finding[] = []): Outcome {
  return { verdict: 'pending-manual', fraction: 0, findings: [{ code: 'remark', says, severity: 'warning' }, ...findings] }
}

/**
 * A measured number for the report.
 *
 * @example
 * ```ts
 * measured('Test accuracy 97.4 %').severity // 'note'
 * ```
 */
export function measured(says: string): Finding {
  return note({ code: 'remark', says })
}
