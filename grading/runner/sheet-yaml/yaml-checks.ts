import { basename } from 'node:path'
import { readYaml } from './read-yaml.ts'
import { exerciseFile, keysAt } from './schema.ts'

/**
 * What each check of an exercise in YAML depends on in its file, in the order of the checks: what is written of it, its inputs, and what
 * all have in common.
 *
 * @param file - absolute.
 * @throws CatalogueError for what is not well formed.
 */
export function yamlChecks(file: string): readonly unknown[] {
  const { title, functions, inputs, checks } = readYaml(file, basename(file), exerciseFile, keysAt).value
  return checks.map((check) => [{ title, functions }, check, inputs[check.inputs]])
}
