import { cpSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { beforeAll } from 'vitest'
import { createRig } from '#prove/laws/rig'
import type { Exercise } from '../../model/exercise.ts'
import { filesBelow } from '../../runner/files/files-below.ts'
import { type CatalogueEntry, loadCatalogue } from '../catalogue.ts'
import { withRelativeFaces } from '../faces.ts'
import { readSamples, type Sample } from '../samples.ts'

const ROOT = fileURLToPath(new URL('../../..', import.meta.url))

export const catalogue = await loadCatalogue()
export const rig = await createRig(catalogue, staged)
export const { grade, memo, referenceOf, seed: SEED } = rig
/** Where samples lie while the tests of a file run. */
export let folder = ''

/** For each file of tests that stages samples. */
export function useFolder(): void {
  rig.useFolder()
  beforeAll(() => {
    folder = rig.folder()
  })
}

export function samplesOf({ id }: Exercise): readonly Sample[] {
  return readSamples(join(ROOT, 'fixtures'), id)
}

/** The reference as a hand-in: its unit and the files it may import lie beside it as in the tree; weights only where it has some. */
function staged(entry: CatalogueEntry, below: string): string {
  const path = mkdtempSync(join(below, 'reference-'))
  if (entry.exercise.entries.length === 0) return path
  const [unit] = entry.exercise.id.split('/') as [string]
  cpSync(dirname(entry.folder), join(path, 'reference', unit), {
    recursive: true,
    filter: (file) => !/(\.test|exercise|starter)\.ts$|\.(py|md)$/.test(file),
  })
  const copy = (name: string): void => cpSync(join(ROOT, name), join(path, name), { recursive: true })
  for (const name of ['grading/model/tensor.ts', 'grading/math']) copy(name)
  if (readFileSync(join(entry.folder, 'solution.ts'), 'utf8').includes("'assay/networks'")) {
    for (const name of ['safetensors.ts', 'small-floats.ts']) copy(`grading/model/${name}`)
    for (const name of ['grading/networks', 'reference/weights.ts', 'reference/data/weights']) copy(name)
  }
  for (const file of filesBelow(join(path, 'reference')).filter((name) => name.endsWith('.ts')))
    writeFileSync(file, withRelativeFaces(relative(path, file), readFileSync(file, 'utf8')))
  writeFileSync(join(path, 'submission.ts'), `export * from './reference/${entry.exercise.id}/solution.ts'\n`)
  return path
}
