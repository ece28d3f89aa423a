import { copyFileSync, cpSync, mkdtempSync, writeFileSync } from 'node:fs'
import { extname, join } from 'node:path'
import { stringify } from 'yaml'
import { isFolder, type Sample } from './samples.ts'

/**
 * A sample as a hand-in, in a new folder below `folder`: the sample as `submission.*`, what comes with every sample, its plots, and what it
 * declares; of a folder, a copy.
 *
 * @param as - the name of its code, without the ending.
 */
export function stageSample(
  folder: string,
  { file, declare, shared, plots }: Pick<Sample, 'file' | 'declare' | 'shared' | 'plots'>,
  as = 'submission',
): string {
  const path = mkdtempSync(join(folder, 'sample-'))
  if (isFolder({ file })) {
    cpSync(file, path, { recursive: true })
    return path
  }
  if (shared !== undefined) cpSync(shared, path, { recursive: true })
  copyFileSync(file, join(path, extname(file) === '.md' ? 'answers.md' : `${as}${extname(file)}`))
  if (plots !== undefined) cpSync(plots, join(path, 'plots'), { recursive: true })
  if (declare.size > 0) writeFileSync(join(path, 'submission.yaml'), stringify({ declare: Object.fromEntries(declare) }))
  return path
}
