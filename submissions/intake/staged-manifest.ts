import { join } from 'node:path'
import * as z from 'zod'
import type { StagedFolder } from '../adapters/adapter.ts'
import { firstBytes } from '../first-bytes.ts'
import type { Reading } from '../reader/task.ts'
import type { Manifest } from './manifest.ts'
import { MANIFEST_BYTES, MANIFEST_FILES } from './manifest-files.ts'
import type { ReadPart } from './read-part.ts'

const text = z.string().max(MANIFEST_BYTES)
const pairs = z.array(z.tuple([text, text])).max(MANIFEST_BYTES)
const Answer = z.object({
  student: text.optional(),
  email: text.optional(),
  entry: text.optional(),
  declared: z.array(z.tuple([text, z.union([text, pairs])])).max(MANIFEST_BYTES),
  models: z.array(z.tuple([text, pairs])).max(MANIFEST_BYTES),
  remarks: z.array(z.string().max(1000)).max(20),
})

/** What submission.yaml says. What cannot be read of it is left out. */
export async function stagedManifest(folder: StagedFolder, reading: Reading): Promise<ReadPart<Manifest>> {
  const name = MANIFEST_FILES.find((file) => folder.files.includes(file))
  if (name === undefined) return { value: { declared: new Map(), models: [], remarks: [] } }
  const without = (says: string): { readonly value: Manifest } => ({
    value: { declared: new Map(), models: [], remarks: [`${name} ${says}. The file was ignored.`] },
  })
  const bytes = await firstBytes(join(folder.path, name), MANIFEST_BYTES)
  if (bytes.length > MANIFEST_BYTES) return without('is longer than 64 KiB')
  const read = await reading.read({
    what: name,
    request: { op: 'manifest', name },
    bytes,
    accept: (_, answer): Manifest => {
      const { declared, models, student, email, entry, remarks } = Answer.parse(JSON.parse(Buffer.from(answer).toString('utf8')))
      const given = Object.fromEntries(Object.entries({ student, email, entry }).filter(([, value]) => value !== undefined))
      const written = declared.map(([name, value]) => [name, typeof value === 'string' ? value : new Map(value)] as const)
      return { ...given, declared: new Map(written), models, remarks }
    },
  })
  if (read.ok) return { value: read.value }
  return read.fault.kind === 'infrastructure' ? { fault: read.fault } : without(read.says)
}
