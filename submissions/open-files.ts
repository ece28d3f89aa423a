import { readFileSync } from 'node:fs'
import { extname, join } from 'node:path'
import type { Finding } from '#grading/model/finding'
import type { CapturedOutput, Fault, Limits, Session } from '#grading/model/session'
import type { SubmissionKind } from '#grading/model/submission'
import { nameKey } from '#grading/model/value'
import type { Adapter, Launch, StagedFolder } from './adapters/adapter.ts'
import { adapters } from './adapters/index.ts'
import { blamingTheMachine, type Control } from './at-fault.ts'
import { type Choice, type Chosen, choose } from './intake/choose.ts'
import { isCode } from './intake/ignored.ts'
import type { WrittenModels } from './intake/manifest.ts'
import { undeclaredWeights } from './intake/undeclared-weights.ts'
import { stem, writtenFunctions } from './intake/written-functions.ts'
import { type ExerciseWithModels, openModels, openNetworks } from './open-models.ts'
import type { Reading } from './reader/task.ts'
import { type Capture, createCapture } from './sandbox/capture.ts'
import type { Sandbox } from './sandbox/sandbox.ts'
import { type Connection, connect } from './session/connect.ts'
import { refusedSession } from './session/refused-session.ts'

export interface OpenedFiles {
  readonly kind: SubmissionKind
  readonly remarks: readonly Finding[]
  session(exerciseId: string): Session
  file(exerciseId: string): string | undefined
  output(): CapturedOutput
  close(): Promise<void>
}

export interface OpenFilesOptions {
  readonly exercises: readonly (ExerciseWithModels & { readonly entries?: readonly { readonly name: string }[] })[]
  readonly sandbox: Sandbox
  readonly limits: Limits
  readonly limitsFor?: (exerciseId: string) => Limits
  readonly reading: Reading
  /** Tells the machine's faults from the submission's; without it every fault is the submission's. */
  readonly control?: Control
}

type Answering = { readonly connection: Connection } | { readonly fault: Fault }

/** Chooses which file answers for which exercise and prepares each of them once, whatever number of exercises it answers for. */
export async function openFiles(
  folder: StagedFolder,
  { entry, models: written }: { readonly entry?: string; readonly models: WrittenModels },
  workDir: string,
  options: OpenFilesOptions,
): Promise<OpenedFiles> {
  const ids = options.exercises.map(({ id }) => id)
  const limitsFor = options.limitsFor ?? (() => options.limits)
  const limits = ids.map(limitsFor).reduce(largest, options.limits)
  const spent = { ms: 0, answers: { bytes: 0 } }
  const how = choosing(folder, entry, options)
  const choices = new Map<string, Choice>()
  for (const { id, entries = [] } of options.exercises) {
    choices.set(id, await choose(folder.files, id, { ...how, functions: entries.map(({ name }) => name) }))
  }
  const choiceOf = (id: string): Choice => choices.get(id) ?? { kind: 'none' }

  const reasons = [...choices.values()].flatMap((choice) => (choice.kind === 'file' ? (choice.remark ?? []) : []))
  const remarks: Finding[] = [...new Set(reasons)].map((says) => ({ severity: 'note', code: 'remark', says }))
  const captures: Capture[] = []
  const answering = new Map<string, Answering>()
  const files = chosenFiles([...choices.values()])
  const prepared = await Promise.all(files.map(prepare))
  for (const [i, file] of files.entries()) {
    const one = prepared[i] as Awaited<ReturnType<typeof prepare>>
    remarks.push(...one.remarks)
    if (!one.ok) {
      answering.set(file, { fault: one.fault })
      continue
    }
    answering.set(file, { connection: connected(one.launch) })
  }
  const surroundings = { hasCode: folder.files.some(isCode), reading: options.reading, connected }
  const models = await openModels(folder, options.exercises, workDir, surroundings)
  const networks = await openNetworks(folder, written, {
    ...{ exercises: options.exercises, workDir, reading: options.reading, connected },
    entry: entry ?? onlyPython(files) ?? onlyPython(folder.files.filter(isCode)),
  })
  remarks.push(...networks.remarks, ...models.remarks)
  const roles = options.exercises.flatMap(({ models: own = [] }) => own)
  const undeclared = networks.any || how.written === undefined ? undefined : await undeclaredWeights(folder.files, roles, how.written)
  if (undeclared !== undefined) remarks.push({ severity: 'note', code: 'remark', says: undeclared })

  function connected(launch: Launch): Connection {
    const capture = createCapture()
    captures.push(capture)
    const connection = connect({
      start: () => options.sandbox.start(launch, limits),
      limits: { ...limits, startUpMs: Math.max(limits.startUpMs, launch.startUpMs ?? 0) },
      capture,
      spent,
      files: new Set([...folder.files, ...(launch.places ?? [])]),
    })
    const { sandbox, control } = options
    return control === undefined ? connection : blamingTheMachine(connection, { launch, sandbox, limits, control })
  }

  /** The exercises are asked in order: the next file's process starts while this one answers. */
  function warmNext(exerciseId: string): void {
    for (const id of ids.slice(ids.indexOf(exerciseId) + 1)) {
      const choice = choiceOf(id)
      const next = choice.kind === 'file' ? answering.get(choice.file) : undefined
      if (next === undefined) continue
      if ('connection' in next) next.connection.warm()
      return
    }
  }

  function prepare(file: string): ReturnType<Adapter['prepare']> {
    const adapter = adapterOf(file)
    if (adapter !== undefined) return adapter.prepare(folder, file, workDir, options.reading)
    const message = `${file} is neither TypeScript, JavaScript, Python nor a notebook`
    return Promise.resolve({ ok: false, fault: { kind: 'load-error', name: '', message }, remarks: [] })
  }

  return {
    kind: answering.size > 0 ? kindOf([...answering.keys()]) : networks.any ? 'python' : models.roles.length > 0 ? 'model' : 'none',
    remarks,
    session(exerciseId) {
      const exercise = options.exercises.find(({ id }) => id === exerciseId)
      const code = sessionOfCode(exerciseId)
      if (exercise === undefined) return code
      return networks.before(models.beside(code, exercise, limitsFor(exerciseId)), limitsFor(exerciseId))
    },
    file(exerciseId) {
      const choice = choiceOf(exerciseId)
      return choice.kind === 'file' ? choice.file : undefined
    },
    output() {
      const outputs = captures.map((capture) => capture.output())
      return { stdout: outputs.map(({ stdout }) => stdout).join(''), stderr: outputs.map(({ stderr }) => stderr).join('') }
    },
    async close() {
      await Promise.all([
        models.close(),
        networks.close(),
        ...[...answering.values()].map((found) => ('fault' in found ? undefined : found.connection.close())),
      ])
    },
  }

  function sessionOfCode(exerciseId: string): Session {
    const choice = choiceOf(exerciseId)
    switch (choice.kind) {
      case 'none':
        return refusedSession((entry) => ({ kind: 'missing-entry', entry, available: [] }))
      case 'unclear':
        // Which of them the student meant is not for us to say: a person decides.
        return refusedSession(() => ({ kind: 'infrastructure', reason: choice.says }))
      case 'file': {
        const found = answering.get(choice.file)
        warmNext(exerciseId)
        if (found === undefined) return refusedSession((entry) => ({ kind: 'missing-entry', entry, available: [] }))
        return 'fault' in found ? refusedSession(() => found.fault) : found.connection.session(limitsFor(exerciseId))
      }
    }
  }
}

/** How files are told apart; each is read once. */
function choosing(folder: StagedFolder, entry: string | undefined, { exercises, reading }: OpenFilesOptions): Chosen {
  const known = new Map<string, ReturnType<typeof writtenFunctions>>()
  const sought = {
    functions: exercises.flatMap(({ entries = [] }) => entries.map(({ name }) => nameKey(name))),
    files: folder.files.filter(isCode).map((file) => stem(file).toLowerCase()),
  }
  return {
    exercises: exercises.map(({ id }) => id),
    entry,
    written(file) {
      const found = known.get(file) ?? writtenFunctions(folder, file, sought, reading)
      known.set(file, found)
      return found
    },
    same: (one, other) => readFileSync(join(folder.path, one)).equals(readFileSync(join(folder.path, other))),
  }
}

/** The one file in Python, or the one notebook. */
function onlyPython(files: readonly string[]): string | undefined {
  const found = files.filter((file) => ['.py', '.ipynb'].includes(extname(file).toLowerCase()))
  return found.length === 1 ? found[0] : undefined
}

function chosenFiles(choices: readonly Choice[]): readonly string[] {
  return [...new Set(choices.flatMap((choice) => (choice.kind === 'file' ? [choice.file] : [])))].sort()
}

function adapterOf(file: string): Adapter | undefined {
  return adapters.find(({ extensions }) => extensions.includes(extname(file).toLowerCase()))
}

function kindOf(files: readonly string[]): SubmissionKind {
  const kinds = new Set(files.flatMap((file) => adapterOf(file)?.kind(file) ?? []))
  const [kind] = kinds
  if (kind === undefined) return 'none'
  return kinds.size === 1 ? kind : 'mixed'
}

function largest(a: Limits, b: Limits): Limits {
  return {
    startUpMs: Math.max(a.startUpMs, b.startUpMs),
    callMs: Math.max(a.callMs, b.callMs),
    submissionMs: Math.max(a.submissionMs, b.submissionMs),
    memoryMiB: Math.max(a.memoryMiB, b.memoryMiB),
    outputBytes: Math.max(a.outputBytes, b.outputBytes),
    maxCalls: Math.max(a.maxCalls, b.maxCalls),
  }
}
