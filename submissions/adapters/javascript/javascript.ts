import { writeFile } from 'node:fs/promises'
import { extname, join } from 'node:path'
import { bundleTask } from '../../reader/bundle-task.ts'
import type { Adapter } from '../adapter.ts'
import { launchNode } from './launch-node.ts'

/** TypeScript and JavaScript, bundled in front into one file that a bare Node child loads. */
export const javascript: Adapter = {
  name: 'javascript',
  extensions: ['.ts', '.mts', '.cts', '.js', '.mjs', '.cjs'],
  kind: (file) => (/ts$/i.test(extname(file)) ? 'typescript' : 'javascript'),
  async prepare(folder, entry, workDir, reading) {
    const read = await reading.read(bundleTask(folder, entry))
    if (!read.ok) return { ok: false, fault: read.fault, remarks: [] }
    const bundled = read.value
    if (!bundled.ok) return { ok: false, fault: bundled.fault, remarks: [] }
    const program = join(workDir, `${entry.replaceAll(/[^A-Za-z0-9]/g, '-')}.${bundled.format === 'cjs' ? 'cjs' : 'mjs'}`)
    await writeFile(program, bundled.code)
    return { ok: true, launch: { ...(await launchNode(folder, workDir, program, bundled.tensors)), ownCopy: true }, remarks: [] }
  },
}
