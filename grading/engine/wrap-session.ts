import type { Convention, Exercise } from '../model/exercise.ts'
import { type Answer, type Fault, type Session, type Usage, VARIABLE } from '../model/session.ts'
import type { Args, Value } from '../model/value.ts'
import { largestAnswer, largestPart, sizeOfValue } from './answer-size.ts'
import { isOfKind } from './of-kind.ts'

/**
 * Translates between our conventions and those a submission declares, so that checks know only ours.
 *
 * A translation that throws is a fault of ours: nothing is asked then, or nothing of that answer is judged. Where an answer is not of the
 * kind that is asked for, it is handed on as it came, and the check says what is wrong with it.
 *
 * @param reference - asked where a convention needs the right answer.
 * @param onUse - told of every convention that changed something, each time.
 * @param onThrow - told of what a translation threw.
 */
export function speaking(
  session: Session,
  conventions: readonly Convention[],
  reference: Session,
  onUse: (used: Convention) => void,
  onThrow?: (thrown: unknown) => void,
): Session {
  if (conventions.length === 0) return session
  const through = <T>(start: T, translate: (one: Convention, value: T) => T | undefined): T =>
    conventions.reduce((value, one) => {
      const changed = translate(one, value) ?? value
      if (changed !== value) onUse(one)
      return changed
    }, start)
  const callMany = async (entry: string, argsList: readonly Args[]): Promise<readonly Answer[]> => {
    let theirs: readonly Args[]
    try {
      theirs = argsList.map((args) => through(args, (one, value) => one.toStudent?.(entry, value)))
    } catch (thrown) {
      onThrow?.(thrown)
      return argsList.map(() => untranslated('the arguments could not be translated to', thrown, { ms: 0 }))
    }
    const answers = await session.callMany(entry, theirs)
    const right = conventions.some(({ needsRight }) => needsRight) ? await reference.callMany(entry, argsList) : []
    const rightOf = (i: number): Value | undefined => (right[i]?.ok === true ? right[i].value : undefined)
    const translated = async (answer: Answer, i: number): Promise<Answer> => {
      if (!answer.ok) return answer
      const args = argsList[i] as Args
      try {
        return { ...answer, value: through(answer.value, (one, value) => one.fromStudent?.(entry, value, args, rightOf(i))) }
      } catch (thrown) {
        const model = await reference.call(entry, args)
        if (model.ok && !isOfKind(answer.value, model.value)) return answer
        onThrow?.(thrown)
        return untranslated('an answer could not be translated from', thrown, answer.usage)
      }
    }
    return Promise.all(answers.map(translated))
  }
  return { ...session, callMany, call: async (entry, args) => (await callMany(entry, [args]))[0] as Answer }
}

function untranslated(what: string, thrown: unknown, usage: Usage): Answer {
  return { ok: false, fault: { kind: 'infrastructure', reason: `${what} the declared convention (${String(thrown)})` }, usage }
}

/**
 * Hands on no answer that is many times larger than a right one can be: to compare it may take time that grows with the square of its size.
 * Answers of a model may have any size: those who read them look at the shape first.
 */
export function bounded(session: Session, { entries, models }: Pick<Exercise, 'entries' | 'models'>): Session {
  const isOpen = (entry: string): boolean => models?.some((model) => model.entry === entry) === true
  const seedOf = (entry: string): number | undefined =>
    entries.find(({ name }) => name === entry)?.parameters.findIndex(({ name }) => name === 'seed')
  const callMany = async (entry: string, argsList: readonly Args[]): Promise<readonly Answer[]> => {
    const answers = await session.callMany(entry, argsList)
    if (isOpen(entry)) return answers
    const seed = seedOf(entry)
    let found: Fault | undefined
    return answers.map((answer, i): Answer => {
      if (!answer.ok) return answer
      const most = entry === VARIABLE ? largestAnswer([]) : largestAnswer(argsList[i] as Args, seed)
      if (sizeOfValue(answer.value, most) <= most) return answer
      // In words once: the first fault of a batch is the one that is told.
      found ??= { kind: 'bad-value', expected: `at most ${most} numbers`, ...largestPart(answer.value) }
      return { ok: false, fault: found, usage: answer.usage }
    })
  }
  return { ...session, callMany, call: async (entry, args) => (await callMany(entry, [args]))[0] as Answer }
}

/** Asks every list of arguments once: checks that share their cases share the answers. Keyed by the list itself, which lives as long as the run. */
export function remembering(session: Session): Session {
  const known = new WeakMap<readonly Args[], Map<string, Promise<readonly Answer[]>>>()
  return {
    ...session,
    callMany: (entry, argsList) => {
      const byEntry = known.get(argsList) ?? new Map<string, Promise<readonly Answer[]>>()
      known.set(argsList, byEntry)
      const answers = byEntry.get(entry) ?? session.callMany(entry, argsList)
      byEntry.set(entry, answers)
      return answers
    },
  }
}
