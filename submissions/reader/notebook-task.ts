import * as z from 'zod'
import type { Fault } from '#grading/model/session'
import { faultAnswer } from './bundle-answer.ts'
import type { Task } from './task.ts'

const MOST_CELLS = 1000
const Answer = z.discriminatedUnion('ok', [
  z.object({
    ok: z.literal(true),
    cells: z.number().int().min(0).max(MOST_CELLS),
    draws: z.boolean(),
    remarks: z.array(z.string().max(400)).max(3),
  }),
  z.object({ ok: z.literal(false), fault: z.unknown() }),
])

export type NotebookAnswer =
  | {
      readonly ok: true
      /** How many code cells there are. */
      readonly cells: number
      /** A JSON list of their sources, for the child that runs them; not looked at here. */
      readonly sources: Uint8Array
      readonly draws: boolean
      readonly remarks: readonly string[]
    }
  | { readonly ok: false; readonly fault: Fault }

/** The code cells of a notebook as Python. */
export function notebookTask(file: string, bytes: Uint8Array): Task<NotebookAnswer> {
  return {
    what: file,
    request: { op: 'notebook', file },
    bytes,
    accept(json, sources) {
      const answer = Answer.parse(json)
      return answer.ok ? { ...answer, sources } : { ok: false, fault: faultAnswer(answer.fault, [file]) }
    },
  }
}
