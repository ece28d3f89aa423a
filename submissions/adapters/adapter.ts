import type { Finding } from '#grading/model/finding'
import type { Fault } from '#grading/model/session'
import type { SubmissionKind } from '#grading/model/submission'
import type { Reading } from '../reader/task.ts'

/** A private copy of a hand-in, made by `intake/stage.ts`: regular files and folders only, nothing in it has run. */
export interface StagedFolder {
  /** Absolute. */
  readonly path: string
  /** Relative, `/` between parts, sorted. */
  readonly files: readonly string[]
}

/** What a submission runs in. */
export type Runtime = 'node' | 'python'

/** How to start a child that answers on file descriptor 3 the calls that it reads from 4. Plain data, so that any sandbox can carry it out. */
export interface Launch {
  readonly runtime: Runtime
  /** Absolute path of the program. */
  readonly command: string
  /** A sandbox may put flags that limit the runtime in front of these. */
  readonly args: readonly string[]
  readonly cwd: string
  /** All of the child's environment, besides what the sandbox itself sets (LANG, TZ, HOME, TMPDIR). */
  readonly env: Readonly<Record<string, string>>
  /** Absolute host paths, files or folders, that the child must be able to read. */
  readonly readOnly: readonly string[]
  /** How its memory is limited: by V8's own heap limit or by the size of its address space. */
  readonly memory: 'heap' | 'address-space'
  /** Names that a place in the student's code may have besides those of the staged files, such as `cell 3` of a notebook. */
  readonly places?: readonly string[]
  /** Whether `cwd` is a copy of its own that it may change: fresh for each process, looked at by nobody, gone afterwards. */
  readonly ownCopy?: true
  /** Loads TensorFlow.js before the submission. */
  readonly tensors?: true
  /** Packages of the course that its sources import, where the runtime is Python. */
  readonly packages?: readonly string[]
  /** Milliseconds for the start-up, where the runtime itself needs more than the usual limit. */
  readonly startUpMs?: number
}

/** A submission that cannot be launched comes back as the fault every call of it will answer with. */
export type Prepared =
  | { readonly ok: true; readonly launch: Launch; readonly remarks: readonly Finding[] }
  | { readonly ok: false; readonly fault: Fault; readonly remarks: readonly Finding[] }

/** One kind of hand-in: claims files by their extension and says how to start them. Runs nothing of the student's. */
export interface Adapter {
  readonly name: 'javascript' | 'python' | 'notebook'
  /** With the dot, lower case. */
  readonly extensions: readonly string[]
  kind(file: string): SubmissionKind
  /**
   * @param entry - the file to load, relative to the folder.
   * @param workDir - a private folder for bundles and bootstraps, removed when the submission is closed.
   * @param reading - what parses its files.
   */
  prepare(folder: StagedFolder, entry: string, workDir: string, reading: Reading): Promise<Prepared>
}
