import { basename, extname } from 'node:path'
import * as z from 'zod'
import { nameKey } from '#grading/model/value'
import type { StagedFolder } from '../adapters/adapter.ts'
import type { Reading, Task } from '../reader/task.ts'

/** What the text of a code file says of some names, found by its words: a guess that decides between files and nothing else. */
export interface WrittenFunctions {
  /** Those that something is bound to. */
  readonly bound: ReadonlySet<string>
  /** Those that occur. */
  readonly words: ReadonlySet<string>
  /** Files whose names it takes over or calls, without endings: `from helpers import *`, `import helpers`. */
  readonly takesFrom: ReadonlySet<string>
}

/** Grading criteria: keys of functions, and files without endings, in lower case. */
export interface SoughtNames {
  readonly functions: readonly string[]
  readonly files: readonly string[]
}

/** Outputs of a notebook, in which pictures are one line; no line of a program is as long. */
const LONGEST_LINE = 5000

const BOUND = /\b(?:def|class|function\*?|const|let|var)\s+([A-Za-z_$][\w$]{0,99})|\b([A-Za-z_$][\w$]{0,99})\s?=(?![=>])/g
const WORD = /[A-Za-z_$][\w$]{0,99}/g
const TAKES =
  /\bfrom\s+([\w.]{1,99})\s+import\b|(?:^|["';])[ \t]*import[ \t]+([\w.]{1,99}(?:[ \t]+as[ \t]+\w{1,99})?(?:[ \t]*,[ \t]*[\w.]{1,99}(?:[ \t]+as[ \t]+\w{1,99})?){0,20})/gm

/** Runs in the reader: texts can be made that take seconds. Keeps no name that is not sought, of which there may be millions. */
export function functionsIn(text: string, { functions, files }: SoughtNames): WrittenFunctions {
  const wanted = new Set(functions)
  const names = (expression: RegExp): Iterable<string> => found(text, expression, (match) => nameKey(match[1] ?? match[2] ?? match[0]))
  return {
    bound: kept(names(BOUND), wanted),
    words: kept(names(WORD), wanted),
    takesFrom: kept(modulesIn(text), new Set(files)),
  }
}

function* modulesIn(text: string): Iterable<string> {
  for (const [, from, several = ''] of text.matchAll(TAKES)) {
    for (const one of (from ?? several).split(',')) {
      const [module = ''] = one.trim().split(/\s/)
      yield (module.split('.').at(-1) ?? '').toLowerCase()
    }
  }
}

function* found(text: string, expression: RegExp, nameOf: (match: RegExpMatchArray) => string): Iterable<string> {
  for (const match of text.matchAll(expression)) yield nameOf(match)
}

function kept(names: Iterable<string>, wanted: ReadonlySet<string>): ReadonlySet<string> {
  const all = new Set<string>()
  for (const name of names) if (wanted.has(name)) all.add(name)
  return all
}

/** The lines that somebody wrote: of a notebook, which may be all on one line, those of its code cells. */
export function writtenText(bytes: Buffer, file: string): string {
  const text = bytes.toString('utf8')
  const isNotebook = extname(file).toLowerCase() === '.ipynb'
  const cells = isNotebook ? codeCells(text) : undefined
  const lines = (cells ?? text).split('\n').filter((line) => line.length <= LONGEST_LINE)
  // What is no whole notebook keeps its lines in quotes, with their ends written out.
  return isNotebook && cells === undefined ? lines.join('\n').replaceAll('\\n', '\n') : lines.join('\n')
}

const Cells = z.object({ cells: z.array(z.object({ cell_type: z.string(), source: z.union([z.string(), z.array(z.string())]) })) })

/** The sources of the code cells; `undefined` of what is no notebook. */
function codeCells(text: string): string | undefined {
  try {
    const { cells } = Cells.parse(JSON.parse(text))
    return cells.flatMap(({ cell_type, source }) => (cell_type === 'code' ? [source].flat().join('') : [])).join('\n')
  } catch {
    return undefined
  }
}

/** `undefined` where the file could not be read for its size or its form. */
export async function writtenFunctions(
  folder: StagedFolder,
  file: string,
  sought: SoughtNames,
  reading: Reading,
): Promise<WrittenFunctions | undefined> {
  const read = await reading.read(functionsTask(folder, file, sought))
  return read.ok ? read.value : undefined
}

const Names = z.object({ bound: z.array(z.string()), words: z.array(z.string()), takesFrom: z.array(z.string()) })

export function functionsTask(folder: StagedFolder, file: string, sought: SoughtNames): Task<WrittenFunctions> {
  return {
    what: file,
    request: { op: 'functions', file },
    bytes: Buffer.from(JSON.stringify(sought)),
    folder,
    accept(_json, bytes) {
      const { bound, words, takesFrom } = Names.parse(JSON.parse(Buffer.from(bytes).toString('utf8')))
      const functions = new Set(sought.functions)
      return { bound: kept(bound, functions), words: kept(words, functions), takesFrom: kept(takesFrom, new Set(sought.files)) }
    },
  }
}

/** A file's name without its ending. */
export function stem(file: string): string {
  return basename(file, extname(file))
}
