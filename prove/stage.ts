import { copyFileSync, cpSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { withRelativeFaces } from '#grading/sheet/faces'
import type { Mutant } from './mutation/mutants.ts'
import { SUBMISSION, WRAPPED } from './wrappers/wrappers.ts'

/** What lies where: `reference/`, `fixtures/` and `grading/` side by side. */
export interface Tree {
  readonly root: string
  /** Name of the folder with the exercises below the root. */
  readonly reference: string
}

/**
 * A reference as a hand-in: the files it is made of lie as in the tree, one of them with a slip, or one function of it is wrapped.
 *
 * @param main - the reference's own file, relative to the root.
 * @param files - that file and all that it imports.
 */
export function stageReference(
  folder: string,
  { root }: Pick<Tree, 'root'>,
  main: string,
  files: readonly { readonly path: string; readonly text: string }[],
  slip?: Pick<Mutant, 'file' | 'text'>,
): string {
  const path = mkdtempSync(join(folder, 'mutant-'))
  for (const file of files) {
    mkdirSync(dirname(join(path, file.path)), { recursive: true })
    writeFileSync(join(path, file.path), withRelativeFaces(file.path, file.path === slip?.file ? slip.text : file.text))
  }
  // Trained networks read their weights from there.
  if (files.some((file) => file.path.startsWith('grading/networks/')))
    cpSync(join(root, 'fixtures/weights'), join(path, 'fixtures/weights'), { recursive: true })
  const wraps = slip?.file === SUBMISSION
  if (wraps) copyFileSync(new URL(`wrappers/${WRAPPED}`, import.meta.url), join(path, WRAPPED))
  writeFileSync(join(path, SUBMISSION), wraps ? slip.text : `export * from './${main}'\n`)
  return path
}
