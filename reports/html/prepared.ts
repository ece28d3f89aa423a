import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'

/** Where a build leaves what it has prepared. */
export const PREPARED = 'prepared'

/** @returns what the build left in a file, or `undefined` in a checkout, where sources change between two runs. */
export function prepared<T>(name: string): T | undefined {
  if (import.meta.url.endsWith('.ts')) return undefined
  const file = fileURLToPath(new URL(`./${PREPARED}/${name}`, import.meta.url))
  return existsSync(file) ? (createRequire(import.meta.url)(file) as T) : undefined
}
