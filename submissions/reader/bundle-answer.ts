import * as z from 'zod'
import type { Fault } from '#grading/model/session'

/** Of a sentence that is made of what was handed in. */
const MOST_WORDS = 2000

export type BundleAnswer =
  | { readonly ok: true; readonly format: 'cjs' | 'esm'; readonly tensors: boolean; readonly code: Uint8Array }
  | { readonly ok: false; readonly fault: Fault }

const Place = z.object({ file: z.string(), line: z.number().int().min(0), column: z.number().int().min(0).optional() })
/** What static work may find: nothing that would be anybody else's fault. */
const Found = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('load-error'),
    name: z.enum(['', 'NotebookError']),
    message: z.string().max(MOST_WORDS),
    place: Place.optional(),
  }),
  z.object({ kind: z.literal('syntax-error'), message: z.string().max(MOST_WORDS), place: Place.optional() }),
])
const Answer = z.discriminatedUnion('ok', [
  z.object({ ok: z.literal(true), format: z.enum(['cjs', 'esm']), tensors: z.boolean() }),
  z.object({ ok: z.literal(false), fault: Found }),
])

/** @throws Error if it is no answer to a request for a bundle of these files. */
export function bundleAnswer(json: unknown, code: Uint8Array, files: readonly string[]): BundleAnswer {
  const answer = Answer.parse(json)
  return answer.ok ? { ...answer, code } : { ok: false, fault: faultAnswer(answer.fault, files) }
}

/** @throws Error if it is no fault, or lies in another file. */
export function faultAnswer(json: unknown, files: readonly string[]): Fault {
  const { place, ...fault } = Found.parse(json)
  if (place === undefined) return fault
  if (!files.includes(place.file)) throw new Error('a place in a file that was not submitted')
  const { file, line, column } = place
  return { ...fault, place: { file, line, ...(column === undefined ? {} : { column }) } }
}
