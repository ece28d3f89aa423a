import { closeSync, fstatSync, openSync, readSync } from 'node:fs'
import { basename, extname } from 'node:path'
import { nameKey } from '../../grading/model/value.ts'

/** What the text of a code file says, found by its words: a guess that decides between files and nothing else. */
export interface WrittenFunctions {
  /** Names that something is bound to. */
  readonly bound: ReadonlySet<string>
  /** All words. */
  readonly words: ReadonlySet<string>
  /** Files whose names it takes over, without endings: `from helpers import *`. */
  readonly takesFrom: ReadonlySet<string>
}

const MOST_BYTES = 32 * 1024 * 1024
/** Outputs of a notebook, in which pictures are one line; no line of a program is as long. */
const LONGEST_LINE = 5000

const BOUND = /\b(?:def|class|function\*?|const|let|var)\s+([A-Za-z_$][\w$]{0,99})|\b([A-Za-z_$][\w$]{0,99})\s?=(?![=>])/g
const WORD = /[A-Za-z_$][\w$]{0,99}/g
const TAKES = /\bfrom\s+([\w.]{1,99})\s+import\b/g

/** Reads a code file as text; nothing of it is parsed. */
export function writtenFunctions(path: string): WrittenFunctions {
  return functionsIn(textOf(path))
}

export function functionsIn(text: string): WrittenFunctions {
  return {
    bound: new Set(namesIn(text, BOUND)),
    words: new Set(namesIn(text, WORD)),
    takesFrom: new Set([...text.matchAll(TAKES)].map(([, name = '']) => (name.split('.').at(-1) ?? '').toLowerCase())),
  }
}

function namesIn(text: string, expression: RegExp): string[] {
  return [...text.matchAll(expression)].map((match) => nameKey(match[1] ?? match[2] ?? match[0]))
}

function textOf(path: string): string {
  const descriptor = openSync(path, 'r')
  try {
    const bytes = Buffer.alloc(Math.min(MOST_BYTES, fstatSync(descriptor).size))
    const text = bytes.toString('utf8', 0, readSync(descriptor, bytes, 0, bytes.length, 0))
    const lines = text.split('\n').filter((line) => line.length <= LONGEST_LINE)
    // A notebook keeps its lines in quotes, with their ends written out.
    return extname(path).toLowerCase() === '.ipynb' ? lines.join('\n').replaceAll('\\n', '\n') : lines.join('\n')
  } finally {
    closeSync(descriptor)
  }
}

/** A file's name without its ending. */
export function stem(file: string): string {
  return basename(file, extname(file))
}
