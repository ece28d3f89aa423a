import { writeFile } from 'node:fs/promises'
import { extname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import * as esbuild from 'esbuild'
import type { Adapter } from '../adapter.ts'
import { bundle } from './bundle.ts'

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
    await writeFile(bootstrap, await bootstrapCode())
    return {
      ok: true,
      launch: {
        runtime: 'node',
        command: process.execPath,
        // One thread fewer to start for each child: it has nothing to do in parallel.
        args: ['--v8-pool-size=1', '--enable-source-maps', bootstrap, program, folder.path],
        cwd: folder.path,
        env: {},
        readOnly: [folder.path, workDir],
        memory: 'heap',
      },
      remarks: [],
    }
  },
}

let bootstrapBundle: Promise<string> | undefined

/** The child's side as one CommonJS file, made once per grading process. */
function bootstrapCode(): Promise<string> {
  bootstrapBundle ??= esbuild
    .build({
      entryPoints: [fileURLToPath(new URL(`./bootstrap${extname(import.meta.url)}`, import.meta.url))],
      bundle: true,
      write: false,
      format: 'cjs',
      platform: 'node',
      target: 'node20',
      minifySyntax: true,
      tsconfigRaw: '{}',
      logLevel: 'silent',
    })
    .then(({ outputFiles }) => outputFiles[0]?.text ?? '')
  return bootstrapBundle
}
