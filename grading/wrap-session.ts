import type { Convention } from './model/exercise.ts'
import type { Answer, Session } from './model/session.ts'
import type { Args, Value } from './model/value.ts'

/**
 * Translates between our conventions and those a submission declares, so that checks know only ours.
 * An answer that cannot be translated is handed on as it came: the check then says what is wrong with it.
 *
 * @param reference - asked where a convention needs the right answer.
 * @param onUse - told of every convention that changed something, each time.
 */
export function speaking(
  session: Session,
  conventions: readonly Convention[],
  reference: Session,
  onUse: (used: Convention) => void,
): Session {
  if (conventions.length === 0) return session
  const through = <T>(start: T, translate: (one: Convention, value: T) => T | undefined): T =>
    conventions.reduce((value, one) => {
      const changed = translate(one, value) ?? value
      if (changed !== value) onUse(one)
      return changed
    }, start)
  const callMany = async (entry: string, argsList: readonly Args[]): Promise<readonly Answer[]> => {
    const theirs = argsList.map((args) => through(args, (one, value) => one.toStudent?.(entry, value)))
    const answers = await session.callMany(entry, theirs)
    const right = conventions.some(({ needsRight }) => needsRight) ? await reference.callMany(entry, argsList) : []
    const rightOf = (i: number): Value | undefined => (right[i]?.ok === true ? right[i].value : undefined)
    return answers.map((answer, i) => {
      if (!answer.ok) return answer
      try {
        return { ...answer, value: through(answer.value, (one, value) => one.fromStudent?.(entry, value, argsList[i] as Args, rightOf(i))) }
      } catch {
        return answer
      }
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
