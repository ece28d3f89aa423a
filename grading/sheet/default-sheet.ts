import { existsSync, readdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { ROOT } from './compile/installation.ts'
import { findSheet, SheetError } from './find-sheet.ts'

/** Of a checkout, relative to its root. */
const OWN = 'reference'
/** How the names of packages begin whose sheets need not be named, in a scope or without one. */
const SHEET_PACKAGE = 'assay-sheet-'

/**
 * The sheet that is used where none is named: the one of a checkout, or the one whose package is installed beside Assay.
 *
 * @param root - of the installation.
 * @returns its folder, absolute.
 * @throws SheetError if there is none, or a choice of several.
 */
export function defaultSheet(root: string = ROOT): string {
  const own = join(root, OWN)
  if (existsSync(own)) return own
  for (let above = root; ; above = dirname(above)) {
    const [first, ...others] = sheetsIn(join(above, 'node_modules'))
    if (others.length > 0) throw new SheetError(`several sheets are installed: ${[first, ...others].join(', ')}; choose one with --sheet`)
    if (first !== undefined) return findSheet(first, above)
    if (above === dirname(above)) break
  }
  throw new SheetError(
    `no sheet comes with this installation; name one with --sheet <folder or package>, install one whose package begins with ${SHEET_PACKAGE}, or write one: assay new-sheet`,
  )
}

/** Names of packages. */
function sheetsIn(modules: string): readonly string[] {
  const names = foldersIn(modules)
  const scoped = names
    .filter((name) => name.startsWith('@'))
    .flatMap((scope) => foldersIn(join(modules, scope)).map((name) => `${scope}/${name}`))
  return [...names, ...scoped].filter((name) => name.slice(name.indexOf('/') + 1).startsWith(SHEET_PACKAGE)).sort()
}

function foldersIn(path: string): readonly string[] {
  return existsSync(path) ? readdirSync(path) : []
}
