import { realpathSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import type { Limits } from '#grading/model/session'
import type { Launch } from '../adapters/adapter.ts'
import { READER_PACKAGES } from '../adapters/javascript/bundle-child.ts'
import { childCode } from '../adapters/javascript/child-code.ts'
import { packageFolders } from '../adapters/javascript/tensor-packages.ts'
import { parserPaths } from '../tokens/parsers.ts'

/** A whole class is read by one process, so nothing but memory is counted for its life; each task has a deadline of its own. */
export const READER_LIMITS: Limits = {
  startUpMs: 30_000,
  callMs: 15_000,
  submissionMs: 7 * 24 * 3600 * 1000,
  memoryMiB: 512,
  outputBytes: 64 * 1024,
  maxCalls: Number.POSITIVE_INFINITY,
}

/**
 * How to start a reader: a program of ours with esbuild beside it, and nothing of any submission.
 *
 * @param folder - private and empty; the program is written there.
 */
export async function launchReader(folder: string): Promise<Launch> {
  const program = join(folder, 'reader.cjs')
  const esbuild = esbuildBinary()
  packages ??= packageFolders(READER_PACKAGES)
  await writeFile(program, await childCode('reader'))
  return {
    runtime: 'node',
    command: process.execPath,
    args: ['--v8-pool-size=1', '--no-parallel-scavenge', program],
    cwd: folder,
    // Four threads bundle as fast as any number on files of this size, and a machine of many processors would exceed the count of threads.
    env: { ESBUILD_BINARY_PATH: esbuild, GOMAXPROCS: '4' },
    readOnly: [folder, esbuild, ...packages, ...parserPaths()],
    memory: 'heap',
  }
}

let packages: readonly string[] | undefined
let binary: string | undefined

/** The program behind the package, which is a package of its own for each kind of machine. */
function esbuildBinary(): string {
  if (process.env.ESBUILD_BINARY_PATH !== undefined) return process.env.ESBUILD_BINARY_PATH
  const file = process.platform === 'win32' ? 'esbuild.exe' : 'bin/esbuild'
  // A package may be linked, and its program lies beside the real one. A resolved path can still hold the link.
  const ofEsbuild = createRequire(realpathSync(createRequire(import.meta.url).resolve('esbuild')))
  binary ??= ofEsbuild.resolve(`@esbuild/${process.platform}-${process.arch}/${file}`)
  return binary
}
