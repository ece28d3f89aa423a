import { execFile } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { mkdir, readdir, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import type { GradescopeVisibility } from '#course/lms/grades/gradescope-results'
import { systemErrorText } from '#grading/model/system-error'
import { EXIT, type ExitCode } from '#grading/runner/exit-codes'
import type { Io } from '#grading/runner/io'
import type { SandboxChoice } from '#grading/runner/machine/sandbox-kinds'
import { drawSeed } from '#grading/runner/run/run-seed'
import { selectExercises } from '#grading/runner/select-exercises'
import { UsageError } from '#grading/runner/usage-error'
import { autograderFiles } from './autograder-files.ts'

export interface GradescopeOptions {
  readonly out: string
  readonly only: readonly string[]
  readonly seed?: number
  readonly sandbox: SandboxChoice
  readonly hidden: GradescopeVisibility
}

/** `assay gradescope --out DIR`: a folder with the scripts and the packed Assay, to zip and upload as an autograder. */
export async function gradescope(options: GradescopeOptions, io: Io): Promise<ExitCode> {
  const { out, only, sandbox, hidden } = options
  const folder = resolve(io.cwd, out)
  await selectExercises(only, io.catalogue)
  const seed = options.seed ?? drawSeed()
  try {
    await mkdir(folder, { recursive: true })
    if ((await readdir(folder)).length > 0) throw new UsageError(`--out ${out}: is not empty; choose another folder`)
    const packed = await pack(folder)
    for (const [name, content] of autograderFiles({ seed, only, sandbox, hidden, packed })) {
      await writeFile(join(folder, name), content, { mode: 0o755, flag: 'wx' })
    }
  } catch (error) {
    if (error instanceof UsageError) throw error
    throw new UsageError(`--out ${out}: cannot be written: ${systemErrorText(error)}`)
  }
  io.out(`Wrote setup.sh, run_autograder and Assay to ${out}. Zip what is in it, not the folder, and upload it as the autograder.\n`)
  if (options.seed === undefined) io.out(`Seed ${seed}, drawn for this autograder; all submissions get the same inputs.\n`)
  return EXIT.ok
}

/** This installation of Assay as a package. */
async function pack(folder: string): Promise<string> {
  const args = ['pack', '--silent', '--ignore-scripts', '--pack-destination', folder]
  const { stdout } = await promisify(execFile)('npm', args, { cwd: packageFolder(), encoding: 'utf8' })
  const name = stdout.trim().split('\n').at(-1) ?? ''
  if (!/^[\w.-]+\.tgz$/.test(name)) throw new Error('npm pack names no file')
  return name
}

/** The package that is installed or checked out here: the nearest package.json that says which files it packs. */
function packageFolder(): string {
  const folders = ['../..', '../../..'].map((path) => fileURLToPath(new URL(path, import.meta.url)))
  const found = folders.find((folder) => {
    const file = join(folder, 'package.json')
    return existsSync(file) && (JSON.parse(readFileSync(file, 'utf8')) as { readonly files?: unknown }).files !== undefined
  })
  if (found === undefined) throw new UsageError('this Assay is part of a kit; an autograder is made with the whole of it')
  if (!existsSync(join(found, 'dist/cli/main.js'))) throw new UsageError('Assay is not built here; run npm run build first')
  return found
}
