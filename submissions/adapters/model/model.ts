import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Launch, StagedFolder } from '../adapter.ts'
import { childCode } from '../javascript/child-code.ts'
import { launchNode } from '../javascript/launch-node.ts'
import type { ServedModel } from './serve.ts'

/**
 * How to start a child that answers for model files. Nothing of them is read here: the child parses and runs them, under the limits of
 * any submission.
 *
 * @param workDir - a private folder for the child's program.
 */
export async function launchModels(folder: StagedFolder, models: readonly ServedModel[], workDir: string): Promise<Launch> {
  const program = join(workDir, 'models.cjs')
  const call = `module.exports = require('./models-serve.cjs').functionsOf(${JSON.stringify(models)}, ${JSON.stringify(folder.path)})\n`
  await Promise.all([writeFile(join(workDir, 'models-serve.cjs'), await childCode('models')), writeFile(program, call)])
  return launchNode(folder, workDir, program, true)
}
