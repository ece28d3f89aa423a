import { createHash } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Finding } from '#grading/model/finding'
import type { Fault } from '#grading/model/session'
import { firstBytes } from '../../first-bytes.ts'
import { notebookTask } from '../../reader/notebook-task.ts'
import type { Reading } from '../../reader/task.ts'
import type { Adapter, StagedFolder } from '../adapter.ts'
import { type FindPython, findPython } from '../python/interpreter.ts'
import { launchPython, standInRemarks, withoutPython } from '../python/python.ts'
import { MAX_NOTEBOOK_BYTES } from './nbformat.ts'

/** Jupyter notebooks in Python: their code cells run in saved order; saved outputs are not looked at. */
export function notebookAdapter(find: FindPython = findPython): Adapter {
  return {
    name: 'notebook',
    extensions: ['.ipynb'],
    kind: () => 'notebook',
    async prepare(folder, entry, workDir, reading) {
      const notebook = await notebookCells(folder, entry, workDir, reading)
      if (!notebook.ok) return { ok: false, fault: notebook.fault, remarks: [] }
      const remarks = notebook.remarks.map((says): Finding => ({ code: 'remark', severity: 'note', says }))
      const interpreter = await find()
      if (interpreter === undefined) return withoutPython(remarks)
      const launch = launchPython(interpreter, notebook.file, folder, dirname(entry))
      const drawing = standInRemarks(interpreter, notebook.draws)
      return { ok: true, launch: { ...launch, places: placesOf(notebook.cells) }, remarks: [...remarks, ...drawing] }
    },
  }
}

export type NotebookCells =
  | { readonly ok: true; readonly file: string; readonly cells: number; readonly draws: boolean; readonly remarks: readonly string[] }
  | { readonly ok: false; readonly fault: Fault }

/** Writes the code cells of a notebook, as Python, into a file of `workDir` that the bootstrap runs. */
export async function notebookCells(folder: StagedFolder, entry: string, workDir: string, reading: Reading): Promise<NotebookCells> {
  const read = await reading.read(notebookTask(entry, await firstBytes(join(folder.path, entry), MAX_NOTEBOOK_BYTES)))
  if (!read.ok) return { ok: false, fault: read.fault }
  if (!read.value.ok) return read.value
  const { sources, ...found } = read.value
  const file = join(workDir, `cells-${createHash('sha256').update(entry).digest('hex').slice(0, 16)}.json`)
  await writeFile(file, sources)
  return { ...found, file }
}

/** How the cells are called in messages. */
export function placesOf(cells: number): readonly string[] {
  return Array.from({ length: cells }, (_, i) => `cell ${i + 1}`)
}

export const notebook: Adapter = notebookAdapter()
