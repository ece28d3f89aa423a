/** After the compiler, before anything of the build is run: its package.json, by which paths that begin with # lead into the build itself. */
import { readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

interface Package {
  readonly name: string
  readonly version: string
  readonly type: string
  readonly license: string
  readonly engines: unknown
  readonly dependencies: unknown
  readonly peerDependencies?: unknown
  readonly imports: Readonly<Record<string, string>>
  readonly exports?: unknown
}

/** @param root - of the checkout. */
export function writePackage(root: string, dist: string): void {
  const {
    name,
    version,
    type,
    license,
    engines,
    dependencies,
    peerDependencies = {},
    imports,
    exports = {},
  } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as Package
  const built = Object.fromEntries(Object.entries(imports).map(([from, path]) => [from, path.replace(/\.ts$/, '.js')]))
  // What stands in the package below dist/ stands in the build beside this file.
  const names = JSON.parse(JSON.stringify(exports).replaceAll('"./dist/', '"./')) as unknown
  const content = { name, private: true, version, type, license, engines, dependencies, peerDependencies, imports: built, exports: names }
  writeFileSync(join(dist, 'package.json'), `${JSON.stringify(content, null, 2)}\n`)
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const dist = dirname(dirname(fileURLToPath(import.meta.url)))
  writePackage(dirname(dist), dist)
}
