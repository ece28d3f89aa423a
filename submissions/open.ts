import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Finding } from '#grading/model/finding'
import { DEFAULT_LIMITS, type Fault, type Limits } from '#grading/model/session'
import type { Submission } from '#grading/model/submission'
import type { StagedFolder } from './adapters/adapter.ts'
import { codeLine } from './code-line.ts'
import type { Language } from './control/control-sources.ts'
import { type FailedControl, runControls } from './control/run-controls.ts'
import { readAnswers } from './intake/answers.ts'
import { type DeclaringExercise, readDeclarations } from './intake/declarations.ts'
import type { PackedHandIn } from './intake/found.ts'
import type { Manifest } from './intake/manifest.ts'
import { readPictures } from './intake/pictures/pictures.ts'
import { stagedManifest } from './intake/staged-manifest.ts'
import { takeIn } from './intake/take-in.ts'
import { misnamed, unreadOnly } from './intake/unread.ts'
import { type OpenFilesOptions, openFiles } from './open-files.ts'
import type { ExerciseWithModels } from './open-models.ts'
import { type Reader, readerOf } from './reader/reader.ts'
import type { Reading } from './reader/task.ts'
import type { Sandbox } from './sandbox/sandbox.ts'
import { refusedSession } from './session/refused-session.ts'
import { type TemporaryFolder, temporaryFolder } from './temporary-folder.ts'

export interface OpenOptions {
  /** Name of the submission's folder. */
  readonly id: string
  /** The whole sheet, or what is graded of it. */
  readonly exercises: readonly (ExerciseWithModels & DeclaringExercise)[]
  readonly sandbox: Sandbox
  readonly limits: Limits
  /** Limits of a single exercise; a process that serves several gets the largest of them. */
  readonly limitsFor?: (exerciseId: string) => Limits
  /** Where it lies in the archive of its class. */
  readonly packed?: PackedHandIn
  /** What was left out of it before: whole sentences. */
  readonly remarks?: readonly string[]
  /** What parses its files; the one of the sandbox, unless another is given. */
  readonly reader?: Reader
}

/**
 * Opens a hand-in, a folder, a zip or a single code file: copies it, chooses the files that answer and prepares them. Nothing of it runs before
 * the first call. Whatever is wrong with it becomes the fault that its sessions answer with; this never throws for what a student did.
 */
export function openSubmission(path: string, options: OpenOptions): Promise<Submission> {
  const { sandbox, reader } = options
  const openOurs: typeof open = (ours, how) => open(ours, reader === undefined ? how : { ...how, reader })
  return open(path, {
    ...options,
    control: async (language, limits) => (await runControls([language], { sandbox, limits, open: openOurs }))[0]?.reason,
  })
}

async function open(path: string, options: OpenOptions & Pick<OpenFilesOptions, 'control'>): Promise<Submission> {
  let root: TemporaryFolder
  try {
    root = await temporaryFolder('assay-')
    await mkdir(join(root.path, 'work'), { mode: 0o700 })
  } catch (error) {
    return refusedSubmission(options.id, { kind: 'infrastructure', reason: `no temporary folder: ${(error as Error).message}` })
  }
  const staged = await takeIn(path, options.packed, root.path)
  if (!staged.ok) {
    await root.remove()
    return refusedSubmission(options.id, staged.fault)
  }
  const unread = unreadOnly(staged.folder.files)
  if (unread !== undefined) {
    await root.remove()
    return refusedSubmission(options.id, { kind: 'infrastructure', reason: unread })
  }
  const reading = (options.reader ?? readerOf(options.sandbox)).reading()
  const read = await readBeside(staged.folder, options.exercises, reading)
  if ('fault' in read) {
    await root.remove()
    return refusedSubmission(options.id, read.fault)
  }
  const { manifest, written, plots } = read
  const { declared, declaredFor, remarks: undeclared } = readDeclarations(manifest.declared, options.exercises)
  const opened = await openFiles(staged.folder, manifest, join(root.path, 'work'), { ...options, reading })
  return {
    id: options.id,
    kind: opened.kind,
    hash: staged.hash,
    ...personIn(manifest),
    declared,
    ...(declaredFor.size === 0 ? {} : { declaredFor }),
    answers: written.answers,
    pictures: plots.pictures,
    remarks: [
      ...[
        ...(options.remarks ?? []),
        ...staged.remarks,
        ...misnamed(staged.folder.files),
        ...manifest.remarks,
        ...undeclared,
        ...written.remarks,
        ...plots.remarks,
      ].map(remark),
      ...opened.remarks,
    ],
    session: opened.session,
    file: opened.file,
    line: (place) => codeLine(staged.folder, place),
    output: opened.output,
    async close() {
      await opened.close()
      await root.remove()
    },
  }
}

/** A submission of which nothing can be asked: its sessions answer with that fault. */
export function refusedSubmission(id: string, fault: Fault): Submission {
  return {
    id,
    kind: 'none',
    hash: '',
    declared: new Map(),
    refused: fault,
    answers: new Map(),
    remarks: [],
    session: () => refusedSession(() => fault),
    output: () => ({ stdout: '', stderr: '' }),
    close: async () => {},
  }
}

/** Whose the submission says it is. */
function personIn({ student, email }: Pick<Manifest, 'student' | 'email'>): Pick<Submission, 'person'> {
  const person = { ...(student === undefined ? {} : { name: student }), ...(email === undefined ? {} : { email }) }
  return Object.keys(person).length === 0 ? {} : { person }
}

/** All but the code. */
async function readBeside(folder: StagedFolder, exercises: OpenOptions['exercises'], reading: Reading) {
  const manifest = await stagedManifest(folder, reading)
  if ('fault' in manifest) return manifest
  const written = await readAnswers(folder, exercises, reading)
  if ('fault' in written) return written
  const plots = await readPictures(folder, reading)
  return 'fault' in plots ? plots : { manifest: manifest.value, written: written.value, plots: plots.value }
}

function remark(says: string): Finding {
  return { severity: 'note', code: 'remark', says }
}

/** On a busy machine a control takes its time: what it shows is a value, not a speed. */
const CONTROL_LIMITS: Limits = { ...DEFAULT_LIMITS, startUpMs: 60_000, callMs: 60_000, submissionMs: 300_000 }

/** Takes submissions of ours the whole way in this sandbox: those that fail. Nothing is blamed on them in turn. */
export function tryLanguages(languages: readonly Language[], sandbox: Sandbox): Promise<readonly FailedControl[]> {
  return runControls(languages, { sandbox, limits: CONTROL_LIMITS, open })
}
