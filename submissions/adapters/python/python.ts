import { readFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Finding } from '#grading/model/finding'
import type { Adapter, Launch, Prepared, StagedFolder } from '../adapter.ts'
import { draws } from './draws.ts'
import { type FindPython, findPython, type Interpreter, PYTHON_MISSING } from './interpreter.ts'
import { packagesIn } from './missing-package.ts'
import { environmentOf, flagsOf } from './python-environment.ts'

/** Submissions in Python 3.9 or newer. Nothing of theirs is read as code here: a syntax error is the child's to report. */
export function pythonAdapter(find: FindPython = findPython): Adapter {
  return {
    name: 'python',
    extensions: ['.py'],
    kind: () => 'python',
    async prepare(folder, entry) {
      const interpreter = await find()
      if (interpreter === undefined) return withoutPython([])
      const path = join(folder.path, entry)
      const drawing = draws(await readFile(path, 'utf8'))
      return { ok: true, launch: launchPython(interpreter, path, folder, dirname(entry)), remarks: standInRemarks(interpreter, drawing) }
    },
  }
}

export const python: Adapter = pythonAdapter()

/** No points are lost for what this machine lacks: the fault is one of infrastructure. */
export function withoutPython(remarks: readonly Finding[]): Prepared {
  return { ok: false, fault: { kind: 'infrastructure', reason: PYTHON_MISSING }, remarks }
}

const BOOTSTRAP = fileURLToPath(new URL('./bootstrap.py', import.meta.url))
const CHILD_PACKAGE = join(dirname(BOOTSTRAP), 'assay_child')

/**
 * @param entry - absolute path of a .py file, or of the .json list of cells of a notebook.
 * @param beside - folder of the file itself, relative to that of the submission: modules are imported from there first.
 */
export function launchPython(interpreter: Interpreter, entry: string, folder: StagedFolder, beside = '.'): Launch {
  return {
    runtime: 'python',
    command: interpreter.executable,
    // Not -I: it would make Python ignore PYTHONHASHSEED, and the order of a set of strings would change from run to run.
    // What -I keeps out is out already: the environment is the one below, -s drops the user's packages, and the bootstrap
    // takes its own folder off the search path.
    args: [...flagsOf(interpreter), BOOTSTRAP, entry, folder.path, beside],
    cwd: folder.path,
    env: environmentOf(interpreter),
    readOnly: [...new Set([...interpreter.files, BOOTSTRAP, CHILD_PACKAGE, folder.path, dirname(entry)])],
    memory: 'address-space',
    startUpMs: START_UP_MS,
    ownCopy: true,
    packages: packagesIn(sourcesOf(folder, entry)),
  }
}

/** The text of the entry and of the files that it may import. That of a notebook's cells is cut into lines and not parsed. */
function sourcesOf(folder: StagedFolder, entry: string): string {
  const paths = folder.files.filter((file) => file.endsWith('.py')).map((file) => join(folder.path, file))
  const texts = [...new Set([entry, ...paths])].map((path) => readFileSync(path, 'utf8'))
  return (entry.endsWith('.json') ? texts.map((text) => text.replaceAll('\\n', '\n').replaceAll('"', '\n')) : texts).join('\n')
}

/** numpy alone takes seconds to import from a cold disk. */
const START_UP_MS = 20_000

/** A remark when drawing goes to a stand-in because matplotlib is not installed here. */
export function standInRemarks(interpreter: Interpreter, drawing: boolean): Finding[] {
  if (interpreter.matplotlib || !drawing) return []
  const says = 'matplotlib is not installed on this machine: calls were replaced by a stub that draws nothing.'
  return [{ code: 'remark', severity: 'note', says }]
}
