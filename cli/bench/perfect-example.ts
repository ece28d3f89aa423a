import { join } from 'node:path'
import { ROOT } from './command-line.ts'

/** Hand-ins of the sample class that score full marks on the whole sheet. */
const PERFECT = { typescript: 'alder', python: 'hazel' }

export function perfectExample(language: keyof typeof PERFECT): string {
  return join(ROOT, 'submissions/examples', PERFECT[language])
}
