import { existsSync } from 'node:fs'
import { join, resolve, sep } from 'node:path'
import * as esbuild from 'esbuild'
import type { CatalogueEntry } from '#grading/sheet/catalogue'
import { ENDING, OPTIONS, ownFaces, ROOT } from './bundle.ts'

type Place = Pick<CatalogueEntry, 'folder' | 'hiddenData'>

/** Folders of the modules that read what students must not get, absolute. */
export function hiddenFolders({ folder, hiddenData = [] }: Place): readonly string[] {
  return hiddenData.map((data) => resolve(folder, '../..', data.folder))
}

/** Whether the definition of an exercise leads to a module that reads what students must not get, itself or by other files. */
export async function readsHiddenData(entry: Place): Promise<boolean> {
  const hidden = hiddenFolders(entry).map((folder) => folder + sep)
  const definition = definitionOf(entry)
  if (definition === undefined || hidden.length === 0) return false
  const { metafile } = await esbuild.build({ ...OPTIONS, entryPoints: [definition], plugins: [ownFaces] })
  return Object.keys(metafile.inputs).some((file) => hidden.some((folder) => resolve(ROOT, file).startsWith(folder)))
}

function definitionOf({ folder }: Place): string | undefined {
  return [ENDING, '.ts', '.js'].map((ending) => join(folder, `exercise${ending}`)).find((file) => existsSync(file))
}
