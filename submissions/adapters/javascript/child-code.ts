import { existsSync } from 'node:fs'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { bundleChild, CHILDREN, type ChildName, childUrl, OWN_URL, PACKAGE, READER_PACKAGES } from './bundle-child.ts'

const HERE = dirname(fileURLToPath(import.meta.url))
/** Where a build leaves the bundles. */
const PREPARED = join(HERE, 'prepared')

const codes = new Map<ChildName, Promise<string>>()

/**
 * A file of the child's side with all it imports as one CommonJS file: as the build has left it, or in a checkout, where sources change between
 * two runs, made once per grading process.
 */
export function childCode(name: ChildName): Promise<string> {
  const code = codes.get(name) ?? bundled(name).then((bundle) => placed(bundle, name))
  codes.set(name, code)
  return code
}

/** Does once, when Assay is built, what would be the same in every run. */
export async function prepareChildren(folder: string = PREPARED): Promise<void> {
  await mkdir(folder, { recursive: true })
  await Promise.all(CHILDREN.map(async (name) => writeFile(join(folder, `${name}.cjs`), await bundleChild(name, true))))
}

function bundled(name: ChildName): Promise<string> {
  const file = join(PREPARED, `${name}.cjs`)
  return import.meta.url.endsWith('.js') && existsSync(file) ? readFile(file, 'utf8') : bundleChild(name)
}

/** Packages are looked for from where the file really is. */
export function placed(bundle: string, name: ChildName): string {
  const url = childUrl(name)
  const { resolve } = createRequire(url)
  return READER_PACKAGES.reduce(
    (text, one) => text.replaceAll(JSON.stringify(`${PACKAGE}${one}`), () => JSON.stringify(resolve(one))),
    bundle.replaceAll(JSON.stringify(OWN_URL), () => JSON.stringify(url.href)),
  )
}
