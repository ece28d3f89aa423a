import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { EXIT, type ExitCode } from '#grading/runner/exit-codes'
import type { Io } from '#grading/runner/io'
import { KIT_SEED_FILE, writeKitSeed } from '#grading/runner/kit-seed'
import { drawSeed } from '#grading/runner/run/run-seed'
import { selectExercises } from '#grading/runner/select-exercises'
import { UsageError } from '#grading/runner/usage-error'
import { KIT_NAME } from '#kit/kit-package'
import { type Packed, packKit } from '#kit/pack'

export interface KitOptions {
  readonly out: string
  readonly only: readonly string[]
  /** Drawn where it is not given. */
  readonly seed?: number
}

/** `assay kit`: what students get, as a folder and as a package to install. */
export async function kit(options: KitOptions, io: Io): Promise<ExitCode> {
  const out = resolve(io.cwd, options.out)
  const folder = join(out, KIT_NAME)
  if (existsSync(folder)) throw new UsageError(`${options.out}/${KIT_NAME} already exists; choose another folder, or remove it`)
  const { selected } = await selectExercises(options.only, io.catalogue)
  const seed = options.seed ?? drawSeed()
  const packed = await packKit(folder, selected, seed)
  writeKitSeed(out, seed)
  const archive = archived(folder, out)
  io.out(summary(packed, `${options.out}/${KIT_NAME}`, `${options.out}/${archive}`))
  io.out(`${options.out}/${KIT_SEED_FILE}: keep it private; assay grade --kit ${options.out} refuses the seed of this kit\n`)
  return EXIT.ok
}

/** Name of the package file that npm makes. */
function archived(folder: string, out: string): string {
  const { status, stdout, stderr } = spawnSync('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', out], {
    cwd: folder,
    encoding: 'utf8',
    shell: process.platform === 'win32',
  })
  if (status !== 0) throw new UsageError(`npm pack failed to build the kit package: ${(stderr ?? '').trim().split('\n').at(-1)}`)
  return (JSON.parse(stdout) as [{ filename: string }])[0].filename
}

function summary({ exercises, checks, leftOut }: Packed, folder: string, archive: string): string {
  const missing = leftOut.flatMap(({ exercise, checks }) => [`  ${exercise}: ${checks.join('; ')}`])
  return [
    `${folder}: ${exercises} exercises, ${checks} visible checks`,
    `${archive}: the same as an npm package: npm install ./${archive.split('/').at(-1)}`,
    ...(missing.length === 0
      ? []
      : ['Not included (they need data or programs of the course, or a judges.ts beside the exercise):', ...missing]),
    '',
  ].join('\n')
}
