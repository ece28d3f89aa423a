import { existsSync, readFileSync } from 'node:fs'

/** Version of Assay, from its package.json: one level up in a checkout, two once compiled into `dist`. */
export function version(): string {
  const file = ['../package.json', '../../package.json'].map((path) => new URL(path, import.meta.url)).find((url) => existsSync(url))
  if (file === undefined) throw new Error('package.json of Assay is missing')
  return (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version
}
