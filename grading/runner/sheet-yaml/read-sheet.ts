import * as z from 'zod'
import type { SheetDefinition } from '../../sheet/definition.ts'
import { readYaml } from './read-yaml.ts'

const sheetFile = z.strictObject({
  id: z.string().min(1),
  title: z.string().min(1),
  exercises: z.record(z.string(), z.string().min(1)),
})

/** What `sheet.yaml` defines: the same as `defineSheet` takes. @throws CatalogueError for what is not well formed, with its line. */
export function readSheet(file: string, shown: string): SheetDefinition {
  return readYaml(file, shown, sheetFile, (path) => (path.length === 0 ? Object.keys(sheetFile.shape) : [])).value
}
