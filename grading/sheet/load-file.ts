import { pathToFileURL } from 'node:url'
import { isInstalled } from './compile/installation.ts'

/**
 * What a file of a sheet exports: the sheet, an exercise or its solution. One that does not belong to this installation is compiled.
 *
 * @param file - absolute.
 * @throws SourceError for a file of another sheet that cannot be loaded.
 */
export async function loadFile(file: string): Promise<Readonly<Record<string, unknown>>> {
  if (isInstalled(file)) return import(pathToFileURL(file).href)
  const { loadCompiled } = await import('./compile/load-compiled.ts')
  return loadCompiled(file)
}
