import { createHash } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { firstBytes } from '../../first-bytes.ts'
import type { Adapter } from '../adapter.ts'
import { type FindPython, findPython } from '../python/interpreter.ts'
import { launchPython, standInRemarks, withoutPython } from '../python/python.ts'
import { MAX_NOTEBOOK_BYTES, readNotebook } from './nbformat.ts'
import { toPython } from './to-python.ts'

/** Jupyter notebooks in Python: their code cells run in saved order; saved outputs are not looked at. */
export function notebookAdapter(find: FindPython = findPython): Adapter {
  return {
    name: 'notebook',
    extensions: ['.ipynb'],
    kind: () => 'notebook',
    async prepare(folder, entry, workDir) {
      const notebook = readNotebook(await firstBytes(join(folder.path, entry), MAX_NOTEBOOK_BYTES), entry)
      if (!notebook.ok) return { ok: false, fault: notebook.fault, remarks: [] }
      const { sources, remarks } = toPython(notebook.cells)
      const interpreter = await find()
      if (interpreter === undefined) return withoutPython(remarks)
      const cells = join(workDir, `cells-${createHash('sha256').update(entry).digest('hex').slice(0, 16)}.json`)
      await writeFile(cells, JSON.stringify(sources))
      const source = sources.join('\n')
      const launch = await launchPython(interpreter, cells, folder, source)
      const places = notebook.cells.map((cell) => `cell ${cell.number}`)
      return { ok: true, launch: { ...launch, places }, remarks: [...remarks, ...standInRemarks(interpreter, source)] }
    },
  }
}

export const notebook: Adapter = notebookAdapter()
