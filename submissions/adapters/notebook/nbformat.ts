import * as z from 'zod'
import type { Fault } from '#grading/model/session'
import { jsonFault } from './json-fault.ts'

export const MAX_NOTEBOOK_BYTES = 32 * 1024 * 1024
const MAX_CELLS = 1000
/** Real notebooks stay below 20; a parser given millions of brackets would hold up the whole class. */
const MAX_NESTING = 100

/** A code cell as it is saved. */
export interface CodeCell {
  /** Counts code cells from 1. */
  readonly number: number
  readonly source: string
  /** `null` when it was never run, or its number was cleared. */
  readonly executionCount: number | null
  /** As in the file, of any form: they are claims, of which only the pictures are looked at. */
  readonly outputs?: unknown
}

// One look at each line: as a union of lists, millions of them would take the time of the whole class.
const Source = z.custom<string | readonly string[]>(isSource)

// https://nbformat.readthedocs.io/en/latest/format_description.html; what we do not read may be anything.
const Cell = z.object({
  cell_type: z.string(),
  source: Source,
  execution_count: z.number().int().nullish(),
  outputs: z.unknown().optional(),
})

const Notebook = z.object({
  nbformat: z.literal(4),
  metadata: z
    .object({
      kernelspec: z.object({ language: z.string().optional() }).optional().catch(undefined),
      language_info: z.object({ name: z.string().optional() }).optional().catch(undefined),
    })
    .optional()
    .catch(undefined),
  cells: z.array(Cell),
})

export type ReadNotebook = { readonly ok: true; readonly cells: readonly CodeCell[] } | { readonly ok: false; readonly fault: Fault }

/**
 * The code cells of a notebook file, in saved order.
 * @param bytes - the content of the file.
 * @param file - its name, for messages.
 */
export function readNotebook(bytes: Uint8Array, file: string): ReadNotebook {
  if (bytes.length > MAX_NOTEBOOK_BYTES) {
    return refused(`${file} is larger than 32 MiB: clear its outputs and save it again`)
  }
  const text = new TextDecoder('utf-8').decode(bytes)
  if (isTooDeep(text)) return refused(`${file} is nested more than ${MAX_NESTING} levels deep, which no notebook is`)
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch {
    return notJson(text, file)
  }
  const old = z.object({ nbformat: z.number() }).safeParse(json)
  if (!old.success) return refused(`${file} is JSON, but not a Jupyter notebook: it has no "nbformat"`)
  if (old.data.nbformat === 3) json = upgraded(json)
  else if (old.data.nbformat !== 4) {
    return refused(
      `${file} is in version ${old.data.nbformat} of the notebook format, versions 3 and 4 are read: open it in Jupyter and save it again`,
    )
  }
  if (hasTooManyCells(json)) return refused(`${file} is not a complete notebook: it has more than ${MAX_CELLS} cells`)
  const notebook = Notebook.safeParse(json)
  if (!notebook.success) return refused(`${file} is not a complete notebook: ${firstIssue(notebook.error)}`)
  const { metadata, cells } = notebook.data
  const language = metadata?.kernelspec?.language ?? metadata?.language_info?.name
  if (language !== undefined && !/python/i.test(language)) {
    return refused(`${file} is a notebook in ${language.slice(0, 40)}; only notebooks in Python are read`)
  }
  const code = cells.filter((cell) => cell.cell_type === 'code')
  return {
    ok: true,
    cells: code.map(({ source, execution_count, outputs }, i) => ({
      number: i + 1,
      source: typeof source === 'string' ? source : source.join(''),
      executionCount: execution_count ?? null,
      outputs,
    })),
  }
}

const OldNotebook = z.object({
  metadata: z.unknown().optional(),
  worksheets: z.array(z.object({ cells: z.array(z.record(z.string(), z.unknown())) })),
})

/** A notebook of version 3 in the form of version 4; as it is where it does not follow the format. */
function upgraded(json: unknown): unknown {
  const old = OldNotebook.safeParse(json)
  if (!old.success) return json
  const cells = old.data.worksheets.flatMap((sheet) => sheet.cells)
  return {
    ...{ nbformat: 4, metadata: old.data.metadata },
    cells: cells.map(({ cell_type, source, input, prompt_number, outputs }) => ({
      ...{ cell_type, source: (cell_type === 'code' ? input : source) ?? '', outputs },
      execution_count: prompt_number,
    })),
  }
}

function refused(message: string): ReadNotebook {
  return { ok: false, fault: { kind: 'load-error', name: 'NotebookError', message } }
}

function notJson(text: string, file: string): ReadNotebook {
  const before = text.slice(0, jsonFault(text))
  const line = before.split('\n').length
  const column = before.length - before.lastIndexOf('\n')
  const message = `${file} is not JSON from line ${line}, column ${column} on; was it cut off or edited by hand?`
  return { ok: false, fault: { kind: 'load-error', name: 'NotebookError', message, place: { file, line, column } } }
}

function isTooDeep(text: string): boolean {
  let depth = 0
  let quoted = false
  for (let i = 0; i < text.length; i++) {
    const character = text[i]
    if (quoted) {
      if (character === '\\') i++
      else if (character === '"') quoted = false
    } else if (character === '"') quoted = true
    else if (character === '[' || character === '{') {
      if (++depth > MAX_NESTING) return true
    } else if (character === ']' || character === '}') depth--
  }
  return false
}

function isSource(value: unknown): boolean {
  return typeof value === 'string' || (Array.isArray(value) && value.every((line) => typeof line === 'string'))
}

function hasTooManyCells(json: unknown): boolean {
  const { cells } = json as { readonly cells?: unknown }
  return Array.isArray(cells) && cells.length > MAX_CELLS
}

function firstIssue(error: z.ZodError): string {
  const [issue] = error.issues
  if (issue === undefined) return 'it does not follow the format'
  return `at ${issue.path.join('.') || 'the top'}: ${issue.message}`
}
