import { writeFile } from 'node:fs/promises'
import { extname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import * as esbuild from 'esbuild'
import type { Adapter } from '../adapter.ts'
import { bundle } from './bundle.ts'
import { tensorPackages } from './tensor-packages.ts'

/**
 * One thread fewer to start for each child: it has nothing to do in parallel. Optimised code pays only where a function runs long: with the
 * default budget, compiling it takes half of a child's CPU time on the computed exercises; models still reach this one at once.
 */
const NODE_FLAGS = ['--v8-pool-size=1', '--interrupt-budget=1000000', '--enable-source-maps']

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
    await writeFile(bootstrap, await childCode('./bootstrap'))
    const tensors = bundled.tensors ? join(workDir, 'tensors.cjs') : undefined
    if (tensors !== undefined) await writeFile(tensors, await childCode('./tensors'))
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

const childBundles = new Map<string, Promise<string>>()

/** A file of the child's side with all it imports as one CommonJS file, made once per grading process. */
function childCode(file: './bootstrap' | './tensors'): Promise<string> {
  const url = new URL(`${file}${extname(import.meta.url)}`, import.meta.url)
  let bundle = childBundles.get(file)
  if (bundle === undefined) {
    bundle = esbuild
      .build({
        entryPoints: [fileURLToPath(url)],
        bundle: true,
        write: false,
        format: 'cjs',
        platform: 'node',
        target: 'node20',
        // Packages are looked for from where the file really is.
        define: { 'import.meta.url': JSON.stringify(url.href) },
        minifySyntax: true,
        tsconfigRaw: '{}',
        logLevel: 'silent',
      })
      .then(({ outputFiles }) => outputFiles[0]?.text ?? '')
    childBundles.set(file, bundle)
  }
  return bundle
}
