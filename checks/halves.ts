import type { Check, CheckContext, Halves, JudgeContext, Outcome, PlanContext } from '#grading/model/check'
import type { Session } from '#grading/model/session'
import { missingOf } from './ask.ts'
import { type CheckSpec, defineCheck, withHint } from './outcome.ts'

/** Part of a plan that only a wrong answer needs: worked out when it is asked for, once. */
export type Later<T> = () => Promise<T>

/**
 * What is worked out once, when it is asked for.
 *
 * @param make - gives data.
 */
export function later<T>(make: () => T | Promise<T>): Later<T> {
  let made: Promise<T> | undefined
  return () => {
    made ??= (async () => make())()
    return made
  }
}

/** What a check judges by. */
export interface Judging<P, C = object> {
  /** Of the check. */
  readonly id: string
  readonly plan: P
  /** Functions of the exercise; in a graded run the whole definition of the check. */
  readonly code: C
  readonly subject: Session
  readonly context: JudgeContext
}

export type JudgeHalf<P, C = object> = (judging: Judging<P, C>) => Promise<Outcome>

/** A kind of check by its halves. */
export interface Kind<P extends object, C = object> {
  /** As the judges by kind have it. */
  readonly kind: string
  /** Keys of the declarations that the plan depends on. */
  readonly reads?: readonly string[]
  /** Names of the functions of the exercise that judge. Those that the definition has are needed in a kit. */
  readonly functions?: readonly (string & keyof C)[]
  readonly plan: (context: PlanContext) => P | Promise<P>
  readonly judge: JudgeHalf<P, C>
  /** What judges in a graded run alone, where inputs can be drawn and the reference answers. */
  readonly graded?: (context: PlanContext) => Partial<C>
}

/**
 * A check in two halves. The plan is made once for a run and what is declared of `reads`. Where it asks one function alone and there is none,
 * nothing is planned: the inputs and expected values of exercises that nobody in a class has attempted cost as much as all else.
 */
export function defineInHalves<P extends object, C extends object>(
  spec: CheckSpec & C,
  entries: readonly string[],
  kind: Kind<P, C>,
): Check {
  const reads = kind.reads ?? []
  const code = (context: PlanContext): C => ({ ...spec, ...kind.graded?.(context) })
  const run: Check['run'] = (subject, context) => runInHalves(spec, entries, { ...kind, reads }, code, subject, context)
  const halves: Halves = {
    kind: kind.kind,
    reads,
    needs: (kind.functions ?? []).filter((name) => spec[name] !== undefined),
    spec,
    plan: async (context) => kind.plan(planningOf(context, reads)),
    run,
  }
  return { ...defineCheck(spec, entries, run), run, halves }
}

/** Both halves of a check, one after the other. */
export async function runInHalves<P extends object, C extends object>(
  { id, hint }: Pick<CheckSpec, 'id' | 'hint'>,
  entries: readonly string[],
  { reads, plan: make, judge }: Pick<Kind<P, C>, 'plan' | 'judge'> & { readonly reads: readonly string[] },
  code: (context: PlanContext) => C,
  subject: Session,
  context: CheckContext,
): Promise<Outcome> {
  const missing = await missingOf(subject, entries)
  if (missing !== undefined) return missing
  const planning = planningOf(context, reads)
  const plan = await context.memo(planKey(id, planning.declared), async () => make(planning))
  return withHint(await judge({ id, plan, code: code(planning), subject, context }), hint)
}

/** Begins the keys of plans. */
export const PLAN = 'plan:'

/**
 * The key of a plan among those of an exercise.
 *
 * @param declared - of the keys that the plan depends on.
 */
export function planKey(id: string, declared: ReadonlyMap<string, string>): string {
  return `${PLAN}${id}:${[...declared]
    .sort()
    .map((pair) => pair.join('='))
    .join(';')}`
}

function planningOf({ reference, seed, declared, memo }: PlanContext, reads: readonly string[]): PlanContext {
  return { reference, seed, declared: new Map([...declared].filter(([key]) => reads.includes(key)).sort()), memo }
}

/**
 * The halves of a check. `undefined` for one that can be asked as a whole only, and for one that is wrapped.
 */
export function halvesOf(check: Check): Halves | undefined {
  return check.halves?.run === check.run ? check.halves : undefined
}
