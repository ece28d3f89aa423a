import { pathToFileURL } from 'node:url'

/**
 * What a file of the catalogue exports, an exercise or its solution. A build puts in the place of this file one that knows those of the
 * installation, see tools/bundle-programs.ts.
 *
 * @param file - absolute.
 */
export function loadFile(file: string): Promise<Readonly<Record<string, unknown>>> {
  return import(pathToFileURL(file).href)
}
