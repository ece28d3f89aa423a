import { writeFile } from 'node:fs/promises'
import { extname, join } from 'node:path'
import type { DeclaredNetwork } from '../../intake/declared-models.ts'
import type { Reading } from '../../reader/task.ts'
import type { Prepared, StagedFolder } from '../adapter.ts'
import { notebookCells, placesOf } from '../notebook/notebook.ts'
import { type FindPython, findPython } from '../python/interpreter.ts'
import { launchPython, withoutPython } from '../python/python.ts'

/**
 * How to start a child that answers for networks that submission.yaml declares. Nothing of them is read here: the child builds the classes
 * and loads the weights, under the limits of any submission.
 *
 * @param workDir - a private folder for what the child is told.
 */
export async function launchNetworks(
  folder: StagedFolder,
  networks: readonly DeclaredNetwork[],
  workDir: string,
  reading: Reading,
  find: FindPython = findPython,
): Promise<Prepared> {
  const cells: Record<string, string> = {}
  let most = 0
  for (const file of new Set(networks.flatMap((one) => one.class?.file ?? []))) {
    if (extname(file) !== '.ipynb') continue
    const notebook = await notebookCells(folder, file, workDir, reading)
    if (!notebook.ok) return { ok: false, fault: notebook.fault, remarks: [] }
    cells[file] = notebook.file
    most = Math.max(most, notebook.cells)
  }
  const interpreter = await find()
  if (interpreter === undefined) return withoutPython([])
  const told = join(workDir, 'declared.networks.json')
  await writeFile(told, JSON.stringify({ networks, cells }))
  const launch = launchPython(interpreter, told, folder)
  const packages = [...new Set(['torch', ...(launch.packages ?? [])])]
  return { ok: true, launch: { ...launch, packages, places: placesOf(most) }, remarks: [] }
}
