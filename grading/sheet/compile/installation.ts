import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** Of this installation: a checkout, or what it was compiled to. */
export const ROOT = fileURLToPath(new URL('../../../', import.meta.url))
const IS_SOURCE = import.meta.url.endsWith('.ts')

type Target = string | { readonly default: string }

/**
 * The file of this installation that a public name of Assay stands for, absolute.
 *
 * @param specifier - such as `assay` or `assay/checks`.
 * @returns `undefined` for a name that is not public.
 */
export function publicFile(specifier: string): string | undefined {
  const target = publicNames().get(specifier)
  if (target === undefined) return undefined
  return join(ROOT, IS_SOURCE ? target.replace(/^\.\/dist\//, './').replace(/\.js$/, '.ts') : target)
}

/** What an author may import of Assay: name → file. */
export function publicNames(): ReadonlyMap<string, string> {
  const { exports } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { exports?: Readonly<Record<string, Target>> }
  const names = Object.entries(exports ?? {}).map(([name, target]) => [
    name.replace(/^\./, 'assay'),
    typeof target === 'string' ? target : target.default,
  ])
  return new Map(names.filter(([, file]) => file?.endsWith('.js')) as [string, string][])
}

/** Whether a file belongs to this installation, so that it is loaded as it is. */
export function isInstalled(file: string): boolean {
  return file.startsWith(ROOT)
}
