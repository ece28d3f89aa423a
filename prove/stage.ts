import { copyFileSync, cpSync, existsSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { buildSync } from 'esbuild'
import { publicFile } from '#grading/sheet/compile/installation'
import { FACES, facesIn, withRelativeFaces } from '#grading/sheet/faces'
import type { Mutant } from './mutation/mutants.ts'
import { readPlaces } from './mutation/read-places.ts'
import { SUBMISSION, WRAPPED } from './wrappers/wrappers.ts'

/** Where a sheet lies; in a checkout of Assay `grading/` lies beside it. */
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
  for (const name of new Set(files.flatMap(({ text }) => facesIn(text)))) putFace(path, name)
  for (const file of files) for (const place of readPlaces(file.text)) copyBeside(root, path, join(dirname(file.path), place))
  const wraps = slip?.file === SUBMISSION
  if (wraps) copyFileSync(new URL(`wrappers/${WRAPPED}`, import.meta.url), join(path, WRAPPED))
  writeFileSync(join(path, SUBMISSION), wraps ? slip.text : `export * from './${main}'\n`)
  return path
}

/** What a file reads, to where the file is put. */
function copyBeside(root: string, to: string, place: string): void {
  const outside = relative(root, join(root, place)).startsWith('..')
  if (!outside && existsSync(join(root, place))) cpSync(join(root, place), join(to, place), { recursive: true })
}

/** By public name. */
const bundles = new Map<string, string>()

/** What a sheet imports of Assay, as one file, where it is not among the files of the reference: beside a sheet that lies elsewhere. */
function putFace(path: string, name: string): void {
  const at = join(path, `${FACES[name]}.ts`)
  if (existsSync(at)) return
  const code = bundles.get(name) ?? bundleOf(publicFile(name) as string)
  bundles.set(name, code)
  mkdirSync(dirname(at), { recursive: true })
  writeFileSync(at, code)
}

function bundleOf(file: string): string {
  const options = {
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'node',
    packages: 'external',
    tsconfigRaw: '{}',
    logLevel: 'silent',
  } as const
  return buildSync({ ...options, entryPoints: [file] }).outputFiles[0]?.text ?? ''
}
