import { existsSync, readdirSync, statSync } from 'node:fs'
import { basename, join, resolve } from 'node:path'
import { isArchive } from '#submissions/intake/archive'
import { systemErrorText } from '../../model/system-error.ts'
import { UsageError } from '../usage-error.ts'
import { codeFiles } from './code-files.ts'
import type { HandIn } from './hand-ins.ts'

/**
 * Makes sure that a person's own folder (or single file, or zip) holds something to look at.
 *
 * @param shown - the path as messages name it.
 * @throws UsageError if it is missing, cannot be read or holds neither code nor models nor written answers.
 */
export function expectHandIn(path: string, shown: string): HandIn {
  let files: readonly string[]
  try {
    files = codeFiles(path)
  } catch (error) {
    throw new UsageError(`${shown}: cannot be read: ${systemErrorText(error)}`)
  }
  // What is in a zip shows when it is unpacked.
  if (files.length === 0 && !isArchive(path) && !['answers.md', 'models'].some((name) => existsSync(join(path, name)))) {
    const says = 'contains no code (.ts, .js, .py or .ipynb), no models/ and no answers.md; assay init creates a starter folder'
    throw new UsageError(`${shown}: ${weightsAlone(path) ?? says}`)
  }
  return { id: basename(resolve(path)), path }
}

const WEIGHTS = /\.(?:pt|pth)$/i

/** What to say of weights of PyTorch with nothing beside them. */
function weightsAlone(path: string): string | undefined {
  if (!statSync(path).isDirectory()) return WEIGHTS.test(path) ? `is a file of weights; ${WITH_CODE}` : undefined
  const files = readdirSync(path).filter((name) => WEIGHTS.test(name))
  if (files.length === 0) return undefined
  return `contains weights (${files.slice(0, 3).join(', ')}) and no code; ${WITH_CODE}`
}

const WITH_CODE =
  'submit the notebook or the class of the network with them and declare it in submission.yaml, `models: {ae: {class: prob5_AE.AE, weights: mnist_ae.pt}}`'
