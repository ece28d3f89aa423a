import { readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import type { CatalogueEntry } from '../reference/catalogue.ts'

export type Language = 'ts' | 'python' | 'notebook'

export interface NewFile {
  /** Relative, `/` between parts. */
  readonly path: string
  readonly content: string
}

const MANIFEST = `# Who handed this in (optional). Remove the "#" to use a line.
# student: your name
# email: your address
#
# Conventions of yours that differ from the statements (optional), for example:
# declare:
#   weights: in-out
#   cost: mean
`

/** All files of a hand-in that attempts nothing yet. */
export function handInFiles(entries: readonly CatalogueEntry[], language: Language): readonly NewFile[] {
  const statements = entries.map((entry) => ({ path: `statements/${entry.exercise.id}.md`, content: entry.statement() }))
  const written = entries.filter((entry) => entry.exercise.entries.length === 0)
  const computed = entries.filter((entry) => entry.exercise.entries.length > 0)
  return [...codeFiles(computed, language), ...answers(written), { path: 'submission.yaml', content: MANIFEST }, ...statements]
}

function codeFiles(entries: readonly CatalogueEntry[], language: Language): readonly NewFile[] {
  switch (language) {
    case 'ts':
      return entries.map((entry) => ({ path: `${basename(entry.folder)}.ts`, content: starter(entry, 'starter.ts') }))
    case 'python':
      return entries.map((entry) => ({ path: `${basename(entry.folder)}.py`, content: starter(entry, 'starter.py') }))
    case 'notebook':
      return [{ path: 'submission.ipynb', content: notebook(entries) }]
  }
}

/** One file with a heading for each exercise that is answered in words. */
function answers(entries: readonly CatalogueEntry[]): readonly NewFile[] {
  if (entries.length === 0) return []
  return [{ path: 'answers.md', content: entries.map((entry) => starter(entry, 'starter.md')).join('\n') }]
}

function starter(entry: CatalogueEntry, name: string): string {
  return readFileSync(join(entry.folder, name), 'utf8')
}

/** nbformat 4.5: a heading and a code cell per exercise. */
function notebook(entries: readonly CatalogueEntry[]): string {
  const cells = entries.flatMap((entry) => {
    const { id, sheet, title } = entry.exercise
    const name = id.replace('/', '-')
    return [
      {
        cell_type: 'markdown',
        id: `${name}-title`.slice(-64),
        metadata: {},
        source: lines(`## ${sheet} ${title}\n\nSee statements/${id}.md.`),
      },
      {
        cell_type: 'code',
        id: name.slice(-64),
        metadata: {},
        execution_count: null,
        outputs: [],
        source: lines(starter(entry, 'starter.py').trimEnd()),
      },
    ]
  })
  const metadata = {
    kernelspec: { display_name: 'Python 3', language: 'python', name: 'python3' },
    language_info: { name: 'python' },
  }
  return `${JSON.stringify({ cells, metadata, nbformat: 4, nbformat_minor: 5 }, null, 1)}\n`
}

/** As notebooks store text: one string per line, each with its newline but the last. */
function lines(text: string): string[] {
  return text.split(/(?<=\n)/)
}
