import { readFileSync } from 'node:fs'
import type * as z from 'zod'
import { flawsOf } from '#course/file/issue-text'
import { type Path, readYamlTree } from '#course/file/yaml-tree'
import { CatalogueError } from '../../sheet/catalogue.ts'

/** What is written in a file, and how to say what is wrong with it. */
export interface Written<T> {
  readonly value: T
  /** @param says - what follows the path, without a full stop. */
  error(path: Path, says: string): CatalogueError
}

/**
 * Reads a file of a sheet. Nothing that the schema does not know is left out in silence.
 *
 * @param shown - the file as messages name it.
 * @param known - keys that may stand at a path.
 * @throws CatalogueError with one sentence for each thing that is wrong, each with file, line and column.
 */
export function readYaml<T>(file: string, shown: string, schema: z.ZodType<T>, known: (path: Path) => readonly string[]): Written<T> {
  const tree = readYamlTree(readFileSync(file, 'utf8'))
  if ('flaw' in tree) throw new CatalogueError(`${shown}:${tree.flaw.line}:${tree.flaw.column}: ${tree.flaw.says}`)
  const sentence = (path: Path, says: string, ofKey = false): string => {
    const { line, column } = ofKey ? tree.keyAt(path) : tree.at(path)
    return `${shown}:${line}:${column}: ${path.length === 0 ? 'the file' : path.join('.')} ${says}`
  }
  const parsed = schema.safeParse(tree.value ?? {})
  if (!parsed.success) {
    const flaws = flawsOf(parsed.error.issues, tree.value, known)
    throw new CatalogueError([...new Set(flaws.map(({ path, says, ofKey }) => sentence(path, says, ofKey)))].join('\n'))
  }
  return { value: parsed.data, error: (path, says) => new CatalogueError(sentence(path, says)) }
}
