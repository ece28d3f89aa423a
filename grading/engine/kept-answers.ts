import { isDeepStrictEqual } from 'node:util'
import type { Picture } from '../model/picture.ts'
import type { Answer, CapturedOutput, Fault, Place, Session } from '../model/session.ts'
import type { Submission } from '../model/submission.ts'
import type { Args } from '../model/value.ts'
import { isOfProcess } from './earlier.ts'

/** Of a function and the arguments of some calls: equal for equal ones, every digit and the sign of a zero included. None: such calls are not kept. */
export type KeyOf = (entry: string, argsList: readonly Args[]) => string | undefined

interface KeptBatch {
  readonly answers: readonly Answer[]
  /** Asked before anything hidden was. */
  readonly isVisible: boolean
}

export interface KeptSession {
  /** By key; `undefined` where equal calls were not answered alike. */
  readonly batches: ReadonlyMap<string, KeptBatch | undefined>
  /** What is told of functions that are not there; none where a session does not know beforehand. */
  readonly missing?: ReadonlyMap<string, Fault | undefined>
  readonly canBeginAfresh: boolean
}

type PictureWithoutPixels = Omit<Picture, 'pixels'>

/** All that a submission was and answered in a run, but its processes. */
export interface KeptSubmission extends Pick<Submission, 'kind' | 'hash' | 'person' | 'declared' | 'declaredFor' | 'answers' | 'remarks'> {
  /** Without their pixels, of which there are too many. */
  readonly pictures?: ReadonlyMap<string, PictureWithoutPixels>
  readonly files: ReadonlyMap<string, string>
  readonly lines: ReadonlyMap<string, string | undefined>
  readonly sessions: ReadonlyMap<string, KeptSession>
  /** What was asked before anything hidden was, in this order; absent where not everything was asked. */
  readonly asked?: readonly string[]
  readonly output: CapturedOutput
}

/** A submission whose answers are kept while it is graded. */
export interface Keeping {
  readonly submission: Submission
  /**
   * What to keep once it is graded; nothing where its process did not stay what it was.
   *
   * @param output - of its result.
   * @param isWhole - everything was asked.
   */
  kept(output: CapturedOutput, isWhole: boolean): KeptSubmission | undefined
}

interface OpenSession {
  readonly batches: Map<string, KeptBatch | undefined>
  readonly missing: Map<string, Fault | undefined> | undefined
  readonly canBeginAfresh: boolean
}

/** Keeps what a submission answers, as it came: what is made of it afterwards is the business of conventions and checks. */
export function keepingAnswers(submission: Submission, keyOf: KeyOf): Keeping {
  const sessions = new Map<string, OpenSession>()
  const files = new Map<string, string>()
  const lines = new Map<string, string | undefined>()
  const asked: string[] = []
  let isVisible = true
  let isSteady = true

  function keep({ batches }: OpenSession, key: string | undefined, answers: readonly Answer[]): void {
    if (answers.some((answer) => !answer.ok && isOfProcess(answer.fault))) isSteady = false
    if (key === undefined) return
    batches.set(key, batches.has(key) ? ofBoth(batches.get(key), { answers, isVisible }) : { answers, isVisible })
  }

  function session(exercise: string): Session {
    const own = submission.session(exercise)
    const missing = own.missing === undefined ? undefined : new Map<string, Fault | undefined>()
    const open = sessions.get(exercise) ?? { batches: new Map(), missing, canBeginAfresh: own.afresh !== undefined }
    sessions.set(exercise, open)
    const callMany = async (entry: string, argsList: readonly Args[]): Promise<readonly Answer[]> => {
      const key = keyOf(entry, argsList)
      if (isVisible) asked.push(`${exercise} ${key}`)
      const answers = await own.callMany(entry, argsList)
      keep(open, key, answers)
      return answers
    }
    const told = async (entry: string): Promise<Fault | undefined> => {
      const fault = await own.missing?.(entry)
      open.missing?.set(entry, fault)
      if (fault !== undefined && isOfProcess(fault)) isSteady = false
      return fault
    }
    return {
      ...own,
      callMany,
      call: async (entry, args) => (await callMany(entry, [args]))[0] as Answer,
      ...(missing === undefined ? {} : { missing: told }),
    }
  }

  return {
    submission: {
      ...submission,
      session,
      file(exercise) {
        const file = submission.file?.(exercise)
        if (file !== undefined) files.set(exercise, file)
        return file
      },
      async line(place) {
        const text = await submission.line?.(place)
        lines.set(placeKey(place), text)
        return text
      },
      endVisible() {
        submission.endVisible?.()
        isVisible = false
      },
    },
    kept(output, isWhole) {
      const { kind, hash, person, declared, declaredFor, answers, remarks, refused, pictures } = submission
      if (!isSteady || hash === '' || refused !== undefined) return undefined
      const known = {
        ...(declaredFor === undefined ? {} : { declaredFor }),
        ...(person === undefined ? {} : { person }),
        ...(pictures === undefined ? {} : { pictures: withoutPixels(pictures) }),
      }
      const own = { kind, hash, declared, answers, remarks, ...known }
      const closed = [...sessions].map(
        ([id, { missing, ...one }]) => [id, { ...one, ...(missing === undefined ? {} : { missing }) }] as const,
      )
      return { ...own, files, lines, sessions: new Map(closed), output, ...(isWhole ? { asked } : {}) }
    },
  }
}

/**
 * A submission as it was, without its processes. As soon as something is asked that is not kept, what it answers counts for nothing.
 *
 * @param onMiss - told then.
 */
export function fromAnswers(id: string, kept: KeptSubmission, keyOf: KeyOf, onMiss: () => void): Submission {
  const asked: string[] = []
  let isVisible = true
  const isSilent = kept.output.stdout === '' && kept.output.stderr === ''
  const unknown: Fault = { kind: 'infrastructure', reason: 'this was not asked before' }
  const miss = (): Fault => {
    onMiss()
    return unknown
  }

  function session(exercise: string): Session {
    const own = kept.sessions.get(exercise)
    const callMany = async (entry: string, argsList: readonly Args[]): Promise<readonly Answer[]> => {
      const key = keyOf(entry, argsList)
      if (isVisible) asked.push(`${exercise} ${key}`)
      const batch = key === undefined ? undefined : own?.batches.get(key)
      // What was printed in answer to hidden inputs is not kept.
      if (batch !== undefined && (batch.isVisible || !isVisible)) return batch.answers
      const fault = miss()
      return argsList.map(() => ({ ok: false, fault, usage: { ms: 0 } }))
    }
    const missing = async (entry: string): Promise<Fault | undefined> => (own?.missing?.has(entry) ? own.missing.get(entry) : miss())
    return {
      callMany,
      call: async (entry, args) => (await callMany(entry, [args]))[0] as Answer,
      ...(own !== undefined && own.missing === undefined ? {} : { missing }),
      // Equal calls were answered alike by the old process and the new one, or they are not kept.
      ...(own?.canBeginAfresh === true ? { afresh: async () => {} } : {}),
      close: async () => {},
    }
  }

  const { kind, hash, person, declared, declaredFor, answers, remarks, pictures, files, lines, output } = kept
  return {
    ...{ id, kind, hash, declared, answers, remarks, session },
    ...(declaredFor === undefined ? {} : { declaredFor }),
    ...(person === undefined ? {} : { person }),
    ...(pictures === undefined ? {} : { pictures: new Map([...pictures].map(([name, picture]) => [name, asking(picture, miss)])) }),
    file: (exercise) => files.get(exercise),
    async line(place) {
      const key = placeKey(place)
      if (!lines.has(key)) miss()
      return lines.get(key)
    },
    output() {
      // What is printed depends on what is asked, and when.
      if (!isSilent && !isDeepStrictEqual(asked, kept.asked)) miss()
      return output
    },
    endVisible() {
      isVisible = false
    },
    close: async () => {},
  }
}

function withoutPixels(pictures: ReadonlyMap<string, Picture>): ReadonlyMap<string, PictureWithoutPixels> {
  return new Map([...pictures].map(([name, { pixels: _, ...picture }]) => [name, picture]))
}

/** A picture whose pixels are asked of the submission itself. */
function asking(picture: PictureWithoutPixels, miss: () => void): Picture {
  return {
    ...picture,
    get pixels() {
      miss()
      return NO_PIXELS
    },
  }
}

const NO_PIXELS: Picture['pixels'] = { width: 1, height: 1, data: new Uint8Array(3) }

/** What was kept of a submission before and what it answered since. */
export function bothKept(before: KeptSubmission, now: KeptSubmission): KeptSubmission {
  const sessions = new Map(before.sessions)
  for (const [id, one] of now.sessions) {
    const old = sessions.get(id)
    sessions.set(id, old === undefined ? one : bothSessions(old, one))
  }
  const { asked: _, ...rest } = now
  return { ...rest, sessions, files: new Map([...before.files, ...now.files]), lines: new Map([...before.lines, ...now.lines]) }
}

function bothSessions(before: KeptSession, now: KeptSession): KeptSession {
  const batches = new Map(before.batches)
  for (const [key, batch] of now.batches) batches.set(key, batches.has(key) ? ofBoth(batches.get(key), batch) : batch)
  return { ...now, batches, ...(now.missing === undefined ? {} : { missing: new Map([...(before.missing ?? []), ...now.missing]) }) }
}

/** Of equal calls: nothing unless they were answered alike. */
function ofBoth(before: KeptBatch | undefined, now: KeptBatch | undefined): KeptBatch | undefined {
  if (before === undefined || now === undefined) return undefined
  if (!isDeepStrictEqual(before.answers.map(withoutUsage), now.answers.map(withoutUsage))) return undefined
  return { ...before, isVisible: before.isVisible || now.isVisible }
}

function withoutUsage({ usage: _, ...answer }: Answer): unknown {
  return answer
}

function placeKey({ file, line }: Place): string {
  return `${line} ${file}`
}
