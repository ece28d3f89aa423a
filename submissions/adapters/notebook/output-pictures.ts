import { readNotebook } from './nbformat.ts'

export interface OutputPicture {
  /** Counts code cells from 1. */
  readonly cell: number
  /** Counts the pictures of the cell from 1. */
  readonly number: number
  /** As saved; not looked at. */
  readonly base64: string
}

const MOST = 64
/** Base64 of 4 MiB, and line ends. */
const LONGEST = 6 * 1024 * 1024

/** The PNG pictures among the saved outputs of a notebook; none if the file is no notebook that is read. Other outputs are claims. */
export function outputPictures(bytes: Uint8Array): readonly OutputPicture[] {
  const notebook = readNotebook(bytes, '')
  if (!notebook.ok) return []
  return notebook.cells
    .flatMap(({ number, outputs }) => {
      const found = listOf(outputs).flatMap((output) => textOf(field(field(output, 'data'), 'image/png')) ?? [])
      return found.map((base64, j) => ({ cell: number, number: j + 1, base64 }))
    })
    .slice(0, MOST)
}

function field(of: unknown, name: string): unknown {
  return typeof of === 'object' && of !== null && Object.hasOwn(of, name) ? (of as Record<string, unknown>)[name] : undefined
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : []
}

/** A text, also where it is saved as a list of lines. */
function textOf(value: unknown): string | undefined {
  const text = Array.isArray(value) && value.every((line) => typeof line === 'string') ? value.join('') : value
  return typeof text === 'string' && text.length <= LONGEST ? text : undefined
}
