/**
 * What `assay/testing` exports.
 *
 * @module assay/testing
 */
import { spawnSync } from 'node:child_process'
import { copyFileSync, existsSync, mkdtempSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { build } from 'esbuild'
import { inYaml } from '#grading/runner/sheet-yaml/in-yaml'
import { type CatalogueEntry, loadSheet } from '#grading/sheet/catalogue'
import { publicFile } from '#grading/sheet/compile/installation'
import { languageOf, type Sample, samplesOf } from '#grading/sheet/samples'
import { PYTHON_SOLUTION, solutionIn } from '#grading/sheet/solution-file'
import { holdEntries } from './laws.ts'
import { createRig } from './rig.ts'

/**
 * Registers tests with vitest that hold every exercise of a sheet to the laws: the reference has full marks, in this process and in a child;
 * an empty submission and the starters count as not attempted; starters and statement call the functions as `functions` defines them; every
 * sample gets the verdict of the folder that it lies in, and no cause that it does not declare; each check is failed by a sample; no answer
 * makes a check throw; equal seeds give equal results. The last test prints how much was examined, and fails for nothing.
 *
 * @param sheet - the folder of the sheet, absolute.
 * @throws CatalogueError for a definition that cannot be used, with its file.
 * @example
 * ```ts
 * // laws.test.ts, beside sheet.ts
 * import { holdToLaws } from 'assay/testing'
 *
 * await holdToLaws(import.meta.dirname)
 * ```
 */
export async function holdToLaws(sheet: string): Promise<void> {
  const { id, entries } = await loadSheet(sheet, inYaml)
  const all = entries.map((entry) => ({ entry, samples: samplesOf(entry) }))
  const python = has('python3', ['--version'])
  const needed = new Set(all.flatMap(({ samples }) => samples.flatMap(({ needs }) => (needs === undefined ? [] : [needs]))))
  const missing = new Set([...needed].filter((name) => !has('python3', ['-c', `import ${name}`])))
  const isRun = (sample: Sample): boolean =>
    (python || languageOf(sample) !== 'python') && !(sample.needs !== undefined && missing.has(sample.needs))
  const held = all.map(({ entry, samples }) => ({ entry, samples: samples.filter(isRun) }))
  const without = all.reduce((sum, { samples }, i) => sum + samples.length - (held[i]?.samples.length ?? 0), 0)
  if (without > 0) {
    const absent = python ? [...missing].join(' and ') : 'python3'
    process.stderr.write(`skipped: ${without} samples of ${id}, since ${absent} is not installed\n`)
  }
  holdEntries({ name: id, entries: held, python }, await createRig(entries, staged))
}

function has(command: string, args: readonly string[]): boolean {
  return spawnSync(command, args, { stdio: 'ignore', timeout: 60_000 }).status === 0
}

/** As one file, with what it imports. */
async function staged(entry: CatalogueEntry, folder: string): Promise<string> {
  const path = mkdtempSync(join(folder, 'reference-'))
  if (entry.exercise.entries.length === 0) return path
  const solution = solutionIn(entry.folder)
  if (solution === undefined && existsSync(join(entry.folder, PYTHON_SOLUTION))) {
    copyFileSync(join(entry.folder, PYTHON_SOLUTION), join(path, 'submission.py'))
    return path
  }
  const { outputFiles } = await build({
    entryPoints: [join(entry.folder, solution ?? 'solution.ts')],
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    tsconfigRaw: '{}',
    logLevel: 'silent',
    plugins: [
      {
        name: 'faces',
        setup: ({ onResolve }) =>
          onResolve({ filter: /^assay(?:\/|$)/ }, ({ path: name }) => {
            const file = publicFile(name)
            return file === undefined ? undefined : { path: file }
          }),
      },
    ],
  })
  writeFileSync(join(path, 'submission.mjs'), outputFiles[0]?.text ?? '')
  return path
}
