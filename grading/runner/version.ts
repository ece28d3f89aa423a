import { existsSync, readFileSync } from 'node:fs'

interface Package {
  readonly version: string
  readonly license: string
  readonly engines: Readonly<Record<string, string>>
  readonly dependencies: Readonly<Record<string, string>>
  readonly peerDependencies: Readonly<Record<string, string>>
}

export function version(): string {
  return ownPackage().version
}

/** The package.json of Assay: that of the checkout, or of the build, or one level above what stands for these in a kit. */
export function ownPackage(): Package {
  const file = ['../../package.json', '../../../package.json'].map((path) => new URL(path, import.meta.url)).find((url) => existsSync(url))
  if (file === undefined) throw new Error('package.json of Assay is missing')
  return JSON.parse(readFileSync(file, 'utf8')) as Package
}
