import { writeFile } from 'node:fs/promises'
import { extname, join } from 'node:path'
import type { Adapter } from '../adapter.ts'
import { bundle } from './bundle.ts'
import { childCode } from './child-code.ts'
import { tensorPackages } from './tensor-packages.ts'

/**
 * One thread fewer to start for each child: it has nothing to do in parallel. Optimised code pays only where a function runs long: with the
 * default budget, compiling it takes half of a child's CPU time on the computed exercises; models still reach this one at once.
 */
export const NODE_FLAGS = ['--v8-pool-size=1', '--interrupt-budget=1000000', '--enable-source-maps']

/** TypeScript and JavaScript, bundled in front into one file that a bare Node child loads. */
export const javascript: Adapter = {
  name: 'javascript',
  extensions: ['.ts', '.mts', '.cts', '.js', '.mjs', '.cjs'],
  kind: (file) => (/ts$/i.test(extname(file)) ? 'typescript' : 'javascript'),
  async prepare(folder, entry, workDir) {
    const bundled = await bundle(folder, entry)
    if (!bundled.ok) return { ok: false, fault: bundled.fault, remarks: [] }
    const program = join(workDir, `${entry.replaceAll(/[^A-Za-z0-9]/g, '-')}.${bundled.format === 'cjs' ? 'cjs' : 'mjs'}`)
    const bootstrap = join(workDir, 'bootstrap.cjs')
    await writeFile(program, bundled.code)
    await writeFile(bootstrap, await childCode('bootstrap'))
    const tensors = bundled.tensors ? join(workDir, 'tensors.cjs') : undefined
    if (tensors !== undefined) await writeFile(tensors, await childCode('tensors'))
    return {
      ok: true,
      launch: {
        runtime: 'node',
        command: process.execPath,
        args: [...NODE_FLAGS, bootstrap, program, folder.path, ...(tensors === undefined ? [] : [tensors])],
        cwd: folder.path,
        env: {},
        readOnly: [folder.path, workDir, ...(tensors === undefined ? [] : tensorPackages())],
        memory: 'heap',
      },
      remarks: [],
    }
  },
}
