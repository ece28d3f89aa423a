import { mkdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Finding } from '../grading/model/finding.ts'
import type { Fault, Limits } from '../grading/model/session.ts'
import type { Submission } from '../grading/model/submission.ts'
import type { StagedFolder } from './adapters/adapter.ts'
import { readAnswers } from './intake/answers.ts'
import type { PackedHandIn } from './intake/found.ts'
import { MANIFEST_FILES, type Manifest, readManifest } from './intake/manifest.ts'
import { readPictures } from './intake/pictures/pictures.ts'
import { takeIn } from './intake/take-in.ts'
import { openFiles } from './open-files.ts'
import type { ExerciseWithModels } from './open-models.ts'
import type { Sandbox } from './sandbox/sandbox.ts'
import { refusedSession } from './session/refused-session.ts'
import { type TemporaryFolder, temporaryFolder } from './temporary-folder.ts'

export interface OpenOptions {
  /** Name of the submission's folder. */
  readonly id: string
  /** The whole sheet, or what is graded of it. */
  readonly exercises: readonly ExerciseWithModels[]
  readonly sandbox: Sandbox
  readonly limits: Limits
  /** Limits of a single exercise; a process that serves several gets the largest of them. */
  readonly limitsFor?: (exerciseId: string) => Limits
  /** Where it lies in the archive of its class. */
  readonly packed?: PackedHandIn
}

/**
 * Opens a hand-in, a folder, a zip or a single code file: copies it, chooses the files that answer and prepares them. Nothing of it runs before
 * the first call. Whatever is wrong with it becomes the fault that its sessions answer with; this never throws for what a student did.
 */
export async function openSubmission(path: string, options: OpenOptions): Promise<Submission> {
  let root: TemporaryFolder
  try {
    root = await temporaryFolder('assay-')
    await mkdir(join(root.path, 'work'), { mode: 0o700 })
  } catch (error) {
    return refused(options.id, { kind: 'infrastructure', reason: `no temporary folder: ${(error as Error).message}` })
  }
  const staged = await takeIn(path, options.packed, root.path)
  if (!staged.ok) {
    await root.remove()
    return refused(options.id, staged.fault)
  }
  const manifest = await manifestOf(staged.folder)
  const written = await readAnswers(
    staged.folder,
    options.exercises.map((exercise) => exercise.id),
  )
  const plots = await readPictures(staged.folder)
  const opened = await openFiles(staged.folder, manifest.entry, join(root.path, 'work'), options)
  return {
    id: options.id,
    kind: opened.kind,
    hash: staged.hash,
    declared: manifest.declared,
    answers: written.answers,
    pictures: plots.pictures,
    remarks: [
      ...[...manifest.remarks, ...written.remarks, ...plots.remarks].map(remark),
      ...archivesIn(staged.folder, opened.kind),
      ...opened.remarks,
    ],
    session: opened.session,
    output: opened.output,
    async close() {
      await opened.close()
      await root.remove()
    },
  }
}

/** A hand-in of which nothing can be asked. */
function refused(id: string, fault: Fault): Submission {
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

async function manifestOf(folder: StagedFolder): Promise<Manifest> {
  const name = MANIFEST_FILES.find((file) => folder.files.includes(file))
  return name === undefined ? readManifest('') : readManifest(await readFile(join(folder.path, name), 'utf8'), name)
}

/** Where there is no code, it lies in there: an archive is opened once, never what is inside it. */
function archivesIn(folder: StagedFolder, kind: Submission['kind']): readonly Finding[] {
  const archives = kind === 'none' ? folder.files.filter((file) => /\.(zip|tar|tgz|tar\.gz|7z|rar)$/i.test(file)) : []
  return archives.map((file) => remark(`${file} is an archive inside the hand-in and was not opened: hand in the files themselves.`))
}

function remark(says: string): Finding {
  return { severity: 'note', code: 'remark', says }
}
