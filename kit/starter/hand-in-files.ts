import { readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import type { CatalogueEntry } from '#grading/sheet/catalogue'
import type { HandInLanguage } from './hand-in-languages.ts'
import { classFiles, FIRST_CELL, modelLines, type Networks, networksOf, trainingCell, withoutAnswered } from './pytorch-files.ts'
import { studentPages } from './student-pages.ts'

export interface NewFile {
  /** Relative, `/` between parts. */
  readonly path: string
  readonly content: string
}

const MANIFEST = `# Who submitted this (optional). Remove the "#" to use a line.
# student: your name
# email: your address
#
# Your conventions where they differ from the statements (optional), for example:
# declare:
#   weights: in-out
#   cost: mean
`

const NETWORKS = `# Your networks: the class (file.Class), the file of its weights (torch.save(net.state_dict(), …)) and, of an autoencoder, the two
# modules or methods that encode and decode. They answer for the functions of the statements; you need not write those.`

/** All files of a hand-in that attempts nothing yet. */
export function handInFiles(entries: readonly CatalogueEntry[], language: HandInLanguage): readonly NewFile[] {
  const statements = entries.map((entry) => ({ path: `statements/${entry.exercise.id}.md`, content: entry.statement() }))
  const written = entries.filter((entry) => entry.exercise.entries.length === 0)
  const computed = entries.filter((entry) => entry.exercise.entries.length > 0)
  const networks: Networks = language === 'pytorch' ? Object.assign({}, ...entries.map(networksOf)) : {}
  const manifest = Object.keys(networks).length === 0 ? MANIFEST : `${MANIFEST}\n${NETWORKS}\n${modelLines(networks)}`
  const pages = [...studentPages(statements.map(({ content }) => content))].map(([name, content]) => ({
    path: `statements/docs/${name}`,
    content,
  }))
  return [...codeFiles(computed, language), ...answers(written), { path: 'submission.yaml', content: manifest }, ...statements, ...pages]
}

function codeFiles(entries: readonly CatalogueEntry[], language: HandInLanguage): readonly NewFile[] {
  switch (language) {
    case 'ts':
      return entries.map((entry) => ({ path: `${basename(entry.folder)}.ts`, content: starter(entry, 'starter.ts') }))
    case 'python':
      return entries.map((entry) => ({ path: `${basename(entry.folder)}.py`, content: starter(entry, 'starter.py') }))
    case 'notebook':
      return [
        { path: 'submission.ipynb', content: notebook(entries.map((entry) => cellsOf(entry, [starter(entry, 'starter.py').trimEnd()]))) },
      ]
    case 'pytorch': {
      const exercises = entries.map((entry) => cellsOf(entry, codeInPyTorch(entry)))
      const first = codeCell('imports', FIRST_CELL)
      return [{ path: 'homework.ipynb', content: notebook([[first], ...exercises]) }, ...entries.flatMap(classFiles)]
    }
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

/** The functions that networks do not answer for, and a cell that trains each network. */
function codeInPyTorch(entry: CatalogueEntry): readonly string[] {
  const functions = withoutAnswered(starter(entry, 'starter.py'), entry)
  const training = Object.entries(networksOf(entry)).map(([name, network]) => trainingCell(name, network))
  return functions === '' ? training : [functions, ...training]
}

type Cell = Readonly<Record<string, unknown>>

/** A heading and code cells. */
function cellsOf({ exercise }: CatalogueEntry, codes: readonly string[]): readonly Cell[] {
  const { id, sheet, title } = exercise
  const name = id.replace('/', '-')
  const heading = lines(`## ${sheet} ${title}\n\nSee statements/${id}.md.`)
  return [
    { cell_type: 'markdown', id: `${name}-title`.slice(-64), metadata: {}, source: heading },
    ...codes.map((code, i) => codeCell(i === 0 ? name : `${name}-${i + 1}`, code)),
  ]
}

function codeCell(id: string, code: string): Cell {
  return { cell_type: 'code', id: id.slice(-64), metadata: {}, execution_count: null, outputs: [], source: lines(code) }
}

/** nbformat 4.5. */
function notebook(exercises: readonly (readonly Cell[])[]): string {
  const metadata = {
    kernelspec: { display_name: 'Python 3', language: 'python', name: 'python3' },
    language_info: { name: 'python' },
  }
  return `${JSON.stringify({ cells: exercises.flat(), metadata, nbformat: 4, nbformat_minor: 5 }, null, 1)}\n`
}

/** As notebooks store text: one string per line, each with its newline but the last. */
function lines(text: string): string[] {
  return text.split(/(?<=\n)/)
}
