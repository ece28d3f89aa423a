import type { ModelRole } from '#grading/model/exercise'
import type { Finding } from '#grading/model/finding'
import { type Answer, type Fault, hasNone, type Limits, type Session } from '#grading/model/session'
import { type Args, nameKey, snakeCase } from '#grading/model/value'
import type { Launch, StagedFolder } from './adapters/adapter.ts'
import { launchModels } from './adapters/model/model.ts'
import { notesTask } from './adapters/model/notes-task.ts'
import { launchNetworks } from './adapters/network/network.ts'
import { declaredNetworks } from './intake/declared-models.ts'
import type { WrittenModels } from './intake/manifest.ts'
import { findModels } from './intake/models.ts'
import type { Reading } from './reader/task.ts'
import type { Connection } from './session/connect.ts'
import { refusedSession } from './session/refused-session.ts'

/** What exercises say of the models that may be handed in as files. */
export interface ExerciseWithModels {
  readonly id: string
  readonly models?: readonly ModelRole[]
}

export interface OpenedModels {
  /** Roles that something was handed in for. */
  readonly roles: readonly string[]
  readonly remarks: readonly Finding[]
  /** The session of the code, with what it has no function for answered by model files. */
  beside(code: Session, exercise: ExerciseWithModels, limits: Limits): Session
  close(): Promise<void>
}

interface Surroundings {
  /** Whether the hand-in has code at all: then files of other names are the code's own business. */
  readonly hasCode: boolean
  readonly reading: Reading
  /** A connection to a process that is started at its first call. */
  connected(launch: Launch): Connection
}

/**
 * The model files of a hand-in: they answer for the functions that its code does not have, in a process of their own.
 *
 * @param workDir - a private folder for the program that runs them.
 */
export async function openModels(
  folder: StagedFolder,
  exercises: readonly ExerciseWithModels[],
  workDir: string,
  { hasCode, reading, connected }: Surroundings,
): Promise<OpenedModels> {
  const declared = exercises.flatMap(({ models = [] }) => models)
  const found = findModels(
    folder.files,
    declared.map(({ role }) => role),
  )
  const served = declared.flatMap((role) => {
    const model = found.models.get(role.role)
    return model === undefined || 'says' in model ? [] : [{ ...role, ...model }]
  })
  /** What there is, for the sentence about what is not. */
  const withModels = (answer: Answer): Answer => {
    if (answer.ok || answer.fault.kind !== 'missing-entry') return answer
    return { ...answer, fault: { ...answer.fault, available: [...answer.fault.available, ...served.map(({ entry }) => entry)] } }
  }
  const notes: string[] = []
  for (const model of served.filter(({ format }) => format === 'state-dict')) {
    // Whatever keeps it from being read is said by the function that it answers for.
    const read = await reading.read(notesTask(folder, model))
    if (read.ok) notes.push(...read.value)
  }
  const says = hasCode ? notes : [...found.remarks, ...missing(exercises, found.models), ...notes]
  const connection = served.length === 0 ? undefined : connected(await launchModels(folder, served, workDir))

  return {
    roles: [...found.models.keys()],
    remarks: says.map((sentence) => ({ severity: 'note', code: 'remark', says: sentence })),
    beside(code, { models = [] }, limits) {
      if (!models.some(({ role }) => found.models.has(role))) return code
      const process = connection?.session(limits)
      const callMany = async (entry: string, argsList: readonly Args[]): Promise<readonly Answer[]> => {
        const answers = await code.callMany(entry, argsList)
        const role = models.find((one) => nameKey(one.entry) === nameKey(entry))?.role
        const model = role === undefined ? undefined : found.models.get(role)
        if (!answers.every(hasNone)) return answers
        if (model === undefined) return answers.map(withModels)
        if ('says' in model) return refusedSession(() => refusal(model.says)).callMany(entry, argsList)
        const made = (await process?.callMany(entry, argsList)) ?? answers
        return made.map(told)
      }
      // Nothing that was handed in runs beside a model, so its process keeps nothing that a new one would not know.
      const { missing: _, ...others } = code
      return { ...others, callMany, call: async (entry, args) => (await callMany(entry, [args]))[0] as Answer }
    },
    close: async () => connection?.close(),
  }
}

export interface OpenedNetworks {
  /** Whether any of them answers for something. */
  readonly any: boolean
  readonly remarks: readonly Finding[]
  /** A session that asks them for what they are declared for, and `others` for everything else. */
  before(others: Session, limits: Limits): Session
  close(): Promise<void>
}

export interface NetworkOptions {
  readonly exercises: readonly ExerciseWithModels[]
  readonly workDir: string
  readonly reading: Reading
  /** The code file that answers, for classes of which no file is named. */
  readonly entry: string | undefined
  /** A connection to a process that is started at its first call. */
  readonly connected: (launch: Launch) => Connection
}

/** The networks that `models:` of submission.yaml declares. What is declared is asked, whatever else there is. */
export async function openNetworks(
  folder: StagedFolder,
  written: WrittenModels,
  { exercises, workDir, reading, entry, connected }: NetworkOptions,
): Promise<OpenedNetworks> {
  const roles = exercises.flatMap(({ models = [] }) => models)
  const declared = declaredNetworks(written, { roles, files: folder.files, entry })
  const prepared = declared.networks.length === 0 ? undefined : await launchNetworks(folder, declared.networks, workDir, reading)
  const connection = prepared?.ok === true ? connected(prepared.launch) : undefined
  const served = new Set(declared.networks.flatMap(({ answers }) => answers.map((one) => nameKey(one.entry))))
  const refused = new Map([...declared.refused].map(([name, says]) => [nameKey(name), says]))
  return {
    any: declared.networks.length > 0 || declared.refused.size > 0,
    remarks: declared.remarks.map((says) => ({ severity: 'note', code: 'remark', says })),
    before(others, limits) {
      if (served.size === 0 && refused.size === 0) return others
      const own = connection?.session(limits)
      const sessionFor = (asked: string): Session => {
        const says = refused.get(nameKey(asked))
        if (says !== undefined) return refusedSession(() => refusal(says))
        if (!served.has(nameKey(asked))) return others
        return own ?? refusedSession(() => (prepared as { readonly fault: Fault }).fault)
      }
      const callMany: Session['callMany'] = async (asked, argsList) => {
        const session = sessionFor(asked)
        const answers = await session.callMany(asked, argsList)
        return session === own ? answers.map(told) : answers
      }
      return {
        ...others,
        callMany,
        call: async (asked, args) => (await callMany(asked, [args]))[0] as Answer,
        missing: async (asked) => (sessionFor(asked) === others ? others.missing?.(asked) : undefined),
        // What does not decode may remember what it was shown: it is not asked, and to start a notebook again costs its imports.
        afresh: async (asked) => {
          const sessions = asked === undefined ? [others, own] : [sessionFor(asked)]
          await Promise.all(sessions.map((session) => session?.afresh?.(asked)))
        },
      }
    },
    close: async () => connection?.close(),
  }
}

/** A model that was refused in the child is a file that could not be loaded. */
function told(answer: Answer): Answer {
  if (answer.ok || answer.fault.kind !== 'exception' || answer.fault.name !== 'ModelRefusal') return answer
  return { ...answer, fault: refusal(answer.fault.message) }
}

function refusal(message: string): Fault {
  return { kind: 'load-error', name: '', message }
}

/** One sentence per exercise that has some of its models, but not all. */
function missing(exercises: readonly ExerciseWithModels[], found: ReadonlyMap<string, unknown>): readonly string[] {
  return exercises.flatMap(({ id, models = [] }) => {
    const absent = models.filter(({ role }) => !found.has(role))
    if (absent.length === 0 || absent.length === models.length) return []
    const names = absent.map(({ role, entry }) => `models/${role} (for ${snakeCase(entry)})`).join(' and ')
    return [
      `${id}: ${names} ${absent.length === 1 ? 'was' : 'were'} not submitted, so what needs ${absent.length === 1 ? 'it' : 'them'} is not attempted.`,
    ]
  })
}
