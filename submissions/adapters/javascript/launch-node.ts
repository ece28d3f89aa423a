import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Launch, StagedFolder } from '../adapter.ts'
import { acceptedFlags } from './accepted-flags.ts'
import { childCode } from './child-code.ts'
import { tensorPackages } from './tensor-packages.ts'

/**
 * Wanted, not needed: each is left out where this Node does not know it. Fewer threads to start for each child, and young objects are collected by the one that made them; large heaps still by several.
 * Optimised code pays only where a function runs long: with the default budget, compiling it takes half of a child's CPU time on the
 * computed exercises; models still reach this one at once. (Node 22 and newer have no such flag.)
 */
const NODE_FLAGS = ['--v8-pool-size=1', '--no-parallel-scavenge', '--interrupt-budget=1000000', '--enable-source-maps']

/**
 * How to start a bare Node child that loads a program and answers for its functions.
 *
 * @param workDir - a private folder for the child's side.
 * @param program - absolute path of a CommonJS or ES module in `workDir`.
 * @param withTensors - loads TensorFlow.js before the program.
 */
export async function launchNode(folder: StagedFolder, workDir: string, program: string, withTensors: boolean): Promise<Launch> {
  const bootstrap = join(workDir, 'bootstrap.cjs')
  const tensors = join(workDir, 'tensors.cjs')
  const [flags, code] = await Promise.all([acceptedFlags(process.execPath, NODE_FLAGS), childCode('bootstrap')])
  await writeFile(bootstrap, code)
  if (withTensors) await writeFile(tensors, await childCode('tensors'))
  return {
    runtime: 'node',
    command: process.execPath,
    args: [...flags, bootstrap, program, folder.path, ...(withTensors ? [tensors] : [])],
    cwd: folder.path,
    env: {},
    readOnly: [folder.path, workDir, ...(withTensors ? tensorPackages() : [])],
    memory: 'heap',
    ...(withTensors ? { tensors: true } : {}),
  }
}
