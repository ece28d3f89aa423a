import { createHash } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Finding } from '../../../grading/model/finding.ts'
import { firstBytes } from '../../first-bytes.ts'
import { notebookTask } from '../../reader/notebook-task.ts'
import type { Adapter } from '../adapter.ts'
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
      const read = await reading.read(notebookTask(entry, await firstBytes(join(folder.path, entry), MAX_NOTEBOOK_BYTES)))
      if (!read.ok) return { ok: false, fault: read.fault, remarks: [] }
      const notebook = read.value
      if (!notebook.ok) return { ok: false, fault: notebook.fault, remarks: [] }
      const remarks = notebook.remarks.map((says): Finding => ({ code: 'remark', severity: 'note', says }))
      const interpreter = await find()
      if (interpreter === undefined) return withoutPython(remarks)
      const cells = join(workDir, `cells-${createHash('sha256').update(entry).digest('hex').slice(0, 16)}.json`)
      await writeFile(cells, notebook.sources)
      const launch = launchPython(interpreter, cells, folder, dirname(entry))
      const places = Array.from({ length: notebook.cells }, (_, i) => `cell ${i + 1}`)
      return { ok: true, launch: { ...launch, places }, remarks: [...remarks, ...standInRemarks(interpreter, notebook.draws)] }
    },
  }
}

export const notebook: Adapter = notebookAdapter()
