import { createRandom, type Random } from '../../checks/random.ts'
import { gradeSubmission } from '../../grading/grade.ts'
import type { Memo } from '../../grading/memo.ts'
import type { Check } from '../../grading/model/check.ts'
import type { Exercise } from '../../grading/model/exercise.ts'
import type { Picture } from '../../grading/model/picture.ts'
import type { Answer, Session } from '../../grading/model/session.ts'
import { type Args, isList, isRecord, isTensor, type Value } from '../../grading/model/value.ts'
import { WILD, wildly } from './wild-answers.ts'

export interface Examined {
  readonly check: string
  readonly answers: number
  /** CPU time of judging the wildest answer, as a multiple of that of the right one. */
  readonly ratio: number
  /** What was answered there. */
  readonly answer: string
  readonly violations: readonly string[]
}

export interface Examination {
  /** Wild answers for each check. */
  readonly answers: number
  readonly seed: number
  readonly reference: Session
  readonly memo: Memo
  readonly pictures?: ReadonlyMap<string, Picture>
}

/** How often the time of the right answer the judging of another may take. */
const TIMES = 5
/** Below this, times are those of the collector of garbage and of a busy machine. */
const FLOOR_MS = 20
/** Wrong answers of a network are tried in other forms and against all images: some ten times through 1.5 million pixels, however they look. */
const NETWORK_FLOOR_MS = 400
/** A time over the limit is measured again: the least one counts. */
const MEASURED = 3

/**
 * Judges wild answers by each check of an exercise: none may make it throw, and none may cost many times what the right one costs. Answers
 * pass through the whole of the engine, with conventions that are declared at random.
 */
export async function examineChecks(
  exercise: Exercise,
  { answers, seed, reference, memo, pictures }: Examination,
): Promise<readonly Examined[]> {
  const right = recorder(reference)
  const floor = exercise.models === undefined ? FLOOR_MS : NETWORK_FLOOR_MS

  async function run(check: Check, session: Session, declared: ReadonlyMap<string, string>): Promise<Run> {
    const thrown: string[] = []
    const submission = {
      id: 'wild',
      kind: 'none' as const,
      hash: '',
      declared,
      answers: new Map<string, string>(),
      remarks: [],
      ...(pictures === undefined ? {} : { pictures }),
      session: () => session,
      output: () => ({ stdout: '', stderr: '' }),
      close: async () => {},
    }
    const { after: _, ...alone } = check
    const before = cpuMs()
    const outside = right.spent()
    const result = await gradeSubmission(submission, [{ ...exercise, checks: [alone] }], {
      reference: () => right.session,
      seed,
      visibility: 'all',
      memo,
      onThrow: (_exercise, _check, error) => thrown.push(error instanceof Error ? `${error.message}\n${error.stack}` : String(error)),
    })
    const ms = cpuMs() - before - (right.spent() - outside)
    const verdict = result.exercises[0]?.checks[0]?.verdict
    return { ms, thrown: thrown[0] ?? (verdict === 'judging-error' ? JSON.stringify(result.exercises[0]?.checks[0]?.findings) : undefined) }
  }

  const examined: Examined[] = []
  for (const check of exercise.checks) {
    const none = new Map<string, string>()
    await run(check, right.session, none)
    const base = Math.max(floor, Math.min((await run(check, anew(right), none)).ms, (await run(check, anew(right), none)).ms))
    const violations: string[] = []
    let worst = { ratio: 0, answer: 'none' }
    const drawn = drawAnswers(createRandom(seed, `wild ${check.id}`), exercise, check, answers)
    for (const one of drawn) {
      let { ms, thrown } = await run(check, wild(right, one, `${seed} ${check.id} ${one.says}`), one.declared)
      for (let i = 1; i < MEASURED && ms > TIMES * base; i++) {
        ms = Math.min(ms, (await run(check, wild(right, one, `${seed} ${check.id} ${one.says}`), one.declared)).ms)
      }
      if (thrown !== undefined) violations.push(`${one.says}: ${thrown}`)
      if (ms > TIMES * base) violations.push(`${one.says}: ${Math.round(ms)} ms, ${Math.round(base)} ms for the right answer`)
      if (ms / base > worst.ratio) worst = { ratio: ms / base, answer: one.says }
    }
    examined.push({ check: `${exercise.id} ${check.id}`, answers: drawn.length, ...worst, violations })
  }
  return examined
}

interface Run {
  readonly ms: number
  readonly thrown: string | undefined
}

interface Drawn {
  readonly says: string
  readonly kind: string
  readonly where: 'whole' | 'part' | 'everywhere'
  /** Whether one answer of a batch alone is wild. */
  readonly once: boolean
  readonly entry: string | undefined
  readonly declared: ReadonlyMap<string, string>
}

/** Each kind comes once before one comes again. */
function drawAnswers(random: Random, exercise: Exercise, check: Check, count: number): readonly Drawn[] {
  const kinds = Object.keys(WILD)
  let order: string[] = []
  return Array.from({ length: check.entries.length === 0 ? Math.min(count, 1) : count }, (_, i) => {
    if (i % kinds.length === 0) order = random.shuffle(kinds)
    const kind = order[i % kinds.length] as string
    const where = random.pick(['whole', 'part', 'everywhere'] as const)
    const once = random.uniform(0, 1) < 0.4
    const entry = check.entries.length > 1 ? random.pick([undefined, ...check.entries]) : undefined
    const spoken = (exercise.conventions ?? []).filter(() => random.uniform(0, 1) < 0.3)
    const declared = new Map(spoken.map(({ key, value }) => [key, value]))
    const says = [
      kind,
      where,
      ...(once ? ['once'] : []),
      ...(entry === undefined ? [] : [entry]),
      ...[...declared].map((one) => one.join(': ')),
    ]
    return { says: says.join(', '), kind, where, once, entry, declared }
  })
}

/** The right answers as those of another submission: checks keep what they measure on an answer. */
function anew(right: Recorder): Session {
  return changing(right, (value) => value, { once: false })
}

/** The right answers, of which some are replaced. */
function wild(right: Recorder, drawn: Drawn, name: string): Session {
  const random = createRandom(1, name)
  return changing(right, (value) => wildly(value, WILD[drawn.kind] as (typeof WILD)[string], drawn.where, random) ?? value, drawn, random)
}

function changing(
  right: Recorder,
  make: (value: Value) => Value,
  { once, entry: only }: { readonly once: boolean; readonly entry?: string | undefined },
  random = createRandom(1, 'right'),
): Session {
  const replaced = new Map<Value, Value>()
  const change = (answer: Answer, changed: boolean): Answer => {
    if (!answer.ok) return answer
    // Equal answers, such as the one that is asked for again, are replaced alike.
    const value = replaced.get(answer.value) ?? copy(changed ? make(answer.value) : answer.value)
    replaced.set(answer.value, value)
    return { ...answer, value }
  }
  const callMany = (entry: string, argsList: readonly Args[]): Promise<readonly Answer[]> =>
    right.apart(async () => {
      const answers = await right.answers(entry, argsList)
      const meant = only === undefined || only === entry
      const chosen = once ? random.integer(0, answers.length - 1) : undefined
      return answers.map((answer, i) => change(answer, meant && (chosen === undefined || chosen === i)))
    })
  return { callMany, call: async (entry, args) => (await callMany(entry, [args]))[0] as Answer, close: async () => {} }
}

/** Another object of the same numbers. */
function copy(value: Value): Value {
  if (isTensor(value)) return { ...value }
  if (isRecord(value)) return new Map([...value].map(([name, item]) => [name, copy(item)]))
  return isList(value) ? value.map(copy) : value
}

interface Recorder {
  readonly session: Session
  answers(entry: string, argsList: readonly Args[]): Promise<readonly Answer[]>
  /** Does what is no work of a check. */
  apart<T>(work: () => Promise<T>): Promise<T>
  /** Milliseconds of that. */
  spent(): number
}

/** Keeps what the reference answers. A model is not asked about what wild answers led to: there it gives an answer of that size. */
function recorder(reference: Session): Recorder {
  const known = new WeakMap<readonly Args[], readonly Answer[]>()
  const large = new Map<string, { readonly count: number; readonly answered: readonly Answer[] }>()
  let spent = 0
  let depth = 0

  async function apart<T>(work: () => Promise<T>): Promise<T> {
    const before = depth++ === 0 ? cpuMs() : undefined
    try {
      return await work()
    } finally {
      depth--
      if (before !== undefined) spent += cpuMs() - before
    }
  }

  async function exact(entry: string, argsList: readonly Args[]): Promise<readonly Answer[]> {
    const kept = known.get(argsList)
    if (kept !== undefined) return kept
    const count = countOf(argsList)
    const answered = await reference.callMany(entry, argsList)
    known.set(argsList, answered)
    if (count !== undefined && count > (large.get(entry)?.count ?? 0)) large.set(entry, { count, answered })
    return answered
  }

  async function answers(entry: string, argsList: readonly Args[]): Promise<readonly Answer[]> {
    const count = known.has(argsList) ? undefined : countOf(argsList)
    const similar = count === undefined ? undefined : large.get(entry)
    if (count === undefined || similar === undefined) return exact(entry, argsList)
    return similar.answered.map((answer) => (answer.ok ? { ...answer, value: ofCount(answer.value, count) } : answer))
  }

  const callMany: Session['callMany'] = (entry, argsList) => apart(() => exact(entry, argsList))
  const session: Session = { callMany, call: async (entry, args) => (await callMany(entry, [args]))[0] as Answer, close: async () => {} }
  return { session, answers, apart, spent: () => spent }
}

/** How many images or codes a call is about; `undefined` of other calls. */
function countOf([args]: readonly Args[]): number | undefined {
  const first = args?.[0]
  return first !== undefined && isTensor(first) && first.data.length > 10_000 ? first.shape[0] : undefined
}

function ofCount(value: Value, count: number): Value {
  if (isRecord(value)) return new Map([...value].map(([name, item]) => [name, ofCount(item, count)]))
  if (isList(value)) return value.map((item) => ofCount(item, count))
  if (!isTensor(value) || value.shape[0] === count) return value
  const size = (value.data.length / (value.shape[0] as number)) * count
  const data = value.data.slice(0, size)
  return { ...value, shape: [data.length / (value.data.length / (value.shape[0] as number)), ...value.shape.slice(1)], data }
}

function cpuMs(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000
}
