import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { FACES } from '../faces.ts'

/** Of this installation: a checkout, or what it was compiled to. */
export const ROOT = fileURLToPath(new URL('../../../', import.meta.url))
const IS_SOURCE = import.meta.url.endsWith('.ts')

/**
 * The file of this installation that a public name of Assay stands for, absolute.
 *
 * @param specifier - such as `assay` or `assay/checks`.
 * @returns `undefined` for a name that is not public.
 */
export function publicFile(specifier: string): string | undefined {
  const face = FACES[specifier]
  return face === undefined ? undefined : join(ROOT, `${face}${IS_SOURCE ? '.ts' : '.js'}`)
}

/** Whether a file belongs to this installation, so that it is loaded as it is. */
export function isInstalled(file: string): boolean {
  return file.startsWith(ROOT)
}
