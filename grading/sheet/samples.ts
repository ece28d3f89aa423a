import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { dirname, extname, join, parse as parsePath } from 'node:path'
import type { Verdict } from '../model/check.ts'
import type { ExerciseResult } from '../model/result.ts'
import type { CatalogueEntry } from './catalogue.ts'

/**
 * A small hand-in whose verdict is known: `<verdict>/<file>` in `samples/` of the exercise's folder, or in
 * `fixtures/submissions/<exercise id>/` of the sheet or beside it. What lies in `_shared` beside the
 * verdicts, such as weights, is handed in with each of them. A Markdown file is the hand-in's answers.md; its header is a comment. A
 * folder is a whole hand-in, such as one of model files; its header stands in its submission.yaml.
 */
export interface Sample {
  readonly file: string
  readonly name: string
  /** The folder of what all samples of the exercise need. */
  readonly shared?: string
  /** The folder of its plots: `_name/` beside `name.ts`. */
  readonly plots?: string
  readonly verdict: Verdict
  /** Checks that must have exactly this verdict. */
  readonly loses: readonly string[]
  /** Known mistake or finding code that must be named. */
  readonly names?: string
  /** Other causes that are true of it and may be named: what follows from its mistake, and what gives the same answers (`causes: a b`). */
  readonly causes: readonly string[]
  /** Words that a note must contain. */
  readonly notes?: string
  /** Conventions for its submission.yaml. */
  readonly declare: ReadonlyMap<string, string>
  /** A Python package without which it cannot be run (`needs: torch`). */
  readonly needs?: string
}

const SHARED = '_shared'

type Language = 'javascript' | 'python' | 'text' | 'folder'

const LANGUAGES: Readonly<Record<string, Language>> = {
  '.ts': 'javascript',
  '.mts': 'javascript',
  '.js': 'javascript',
  '.mjs': 'javascript',
  '.py': 'python',
  '.ipynb': 'python',
  '.md': 'text',
}

export function languageOf(sample: Sample): Language {
  if (isFolder(sample)) return 'folder'
  const language = LANGUAGES[extname(sample.file)]
  if (language === undefined) throw new Error(`${sample.file}: not a code file`)
  return language
}

export function isFolder({ file }: Pick<Sample, 'file'>): boolean {
  return statSync(file).isDirectory()
}

/** All samples of an exercise, sorted by verdict and name; an empty list when it has none. */
export function samplesOf({ exercise, folder }: Pick<CatalogueEntry, 'exercise' | 'folder'>): readonly Sample[] {
  const own = join(folder, 'samples')
  if (existsSync(own)) return samplesIn(own)
  const sheet = dirname(dirname(folder))
  const fixtures = [sheet, dirname(sheet)].map((place) => join(place, 'fixtures'))
  return fixtures.map((place) => readSamples(place, exercise.id)).find((samples) => samples.length > 0) ?? []
}

/** Those of an exercise that lie in a folder of fixtures. */
export function readSamples(fixtures: string, exerciseId: string): readonly Sample[] {
  return samplesIn(join(fixtures, 'submissions', exerciseId))
}

function samplesIn(folder: string): readonly Sample[] {
  if (!existsSync(folder)) return []
  const shared = join(folder, SHARED)
  return readdirSync(folder)
    .filter((verdict) => verdict !== SHARED)
    .sort()
    .flatMap((verdict) => {
      const files = readdirSync(join(folder, verdict))
        .filter((name) => !name.startsWith('_'))
        .sort()
      return files.map((name) => ({
        ...parse(join(folder, verdict, name), `${verdict}/${name}`, verdict as Verdict),
        ...(existsSync(shared) ? { shared } : {}),
        ...plotsOf(join(folder, verdict, `_${parsePath(name).name}`)),
      }))
    })
}

function plotsOf(folder: string): { plots?: string } {
  return existsSync(folder) ? { plots: folder } : {}
}

function parse(file: string, name: string, verdict: Verdict): Sample {
  const header = new Map<string, string>()
  for (const line of headerLines(file)) {
    const field = /^(loses|names|causes|notes|declare|needs): (.+)$/.exec(line)
    if (field !== null) header.set(field[1] as string, (field[2] as string).trim())
  }
  const loses =
    header
      .get('loses')
      ?.split(',')
      .map((id) => id.trim()) ?? []
  if (verdict !== 'accepted' && loses.length === 0) throw new Error(`${file}: names no check that it must lose (\`loses: …\`)`)
  const declare = new Map<string, string>()
  for (const pair of header.get('declare')?.split(',') ?? []) {
    const [key, value] = pair.split(':').map((part) => part.trim())
    if (!key || !value) throw new Error(`${file}: \`declare:\` needs pairs \`key: value\`, not "${pair}"`)
    declare.set(key, value)
  }
  const optional = (key: 'names' | 'notes' | 'needs'): { [K in typeof key]?: string } =>
    header.has(key) ? { [key]: header.get(key) as string } : {}
  const causes = header.get('causes')?.split(' ') ?? []
  return { file, name, verdict, loses, causes, ...optional('names'), ...optional('notes'), ...optional('needs'), declare }
}

/** The comment lines at the top; of a notebook, at the top of its first code cell; of Markdown, those of the comment it begins with. */
function headerLines(file: string): string[] {
  if (isFolder({ file })) return headerLines(join(file, 'submission.yaml'))
  const text = readFileSync(file, 'utf8')
  if (extname(file) === '.md') return /^<!--\n?([\s\S]*?)-->/.exec(text)?.[1]?.split('\n') ?? []
  const code = extname(file) === '.ipynb' ? firstCodeCell(text) : text
  const lines: string[] = []
  for (const line of code.split('\n')) {
    const comment = /^(?:\/\/|#) ?(.*)$/.exec(line)
    if (comment === null) break
    lines.push(comment[1] as string)
  }
  return lines
}

function firstCodeCell(json: string): string {
  const notebook = JSON.parse(json) as { cells: { cell_type: string; source: string | string[] }[] }
  const source = notebook.cells.find((cell) => cell.cell_type === 'code')?.source ?? ''
  return typeof source === 'string' ? source : source.join('')
}

/** The check of what lies in plots/, which functions alone cannot pass. */
const PLOTS = 'plots'

/**
 * What of a sample's header its graded result does not keep; `undefined` when all holds. A sample of functions has all marks but those of
 * plots that it does not bring.
 */
export function violationOf(sample: Sample, result: ExerciseResult): string | undefined {
  const shown = result.checks.map((check) => `${check.id}: ${check.verdict}`).join(', ')
  if (result.checks.length === 0) return 'no check was run'
  if (sample.verdict === 'accepted') {
    const without = sample.plots === undefined ? result.checks.filter(({ id, verdict }) => id === PLOTS && verdict === 'not-attempted') : []
    const max = result.max - without.reduce((sum, check) => sum + check.max, 0)
    const lost = result.checks.filter((check) => check.verdict !== 'accepted' && !without.includes(check))
    if (lost.length > 0 || result.score !== max) return `must have full marks, has ${result.score} of ${max} hundredths (${shown})`
  }
  for (const id of sample.loses) {
    const check = result.checks.find((one) => one.id === id)
    if (check === undefined) return `names check "${id}", which does not exist (${shown})`
    if (check.verdict !== sample.verdict) return `check "${id}" must be ${sample.verdict}, is ${check.verdict} (${shown})`
    if (check.score >= check.max && check.max > 0) return `check "${id}" loses no points`
  }
  const findings = result.checks.flatMap((check) => check.findings)
  const named = new Set(findings.flatMap((one) => ('mistake' in one ? [one.code, ...one.mistake.split(' ')] : [one.code])))
  if (sample.names !== undefined && !named.has(sample.names))
    return `must name "${sample.names}", names ${[...named].join(', ') || 'nothing'}`
  if (sample.notes !== undefined && !findings.some((one) => 'says' in one && one.says.includes(sample.notes as string))) {
    return `must have a note with "${sample.notes}", has none`
  }
  return undefined
}

/** Findings that are a cause by themselves. */
const BY_CODE = ['scaled', 'transposed']

/** Every cause that a result names, once for each finding. */
export function causesNamed({ checks }: Pick<ExerciseResult, 'checks'>): readonly string[] {
  return checks.flatMap(({ findings }) =>
    findings.flatMap((one) => ('mistake' in one ? one.mistake.split(' ') : BY_CODE.includes(one.code) ? [one.code] : [])),
  )
}

/** The causes that a result names and the sample does not have. */
export function foreignCauses(
  { names, causes }: Pick<Sample, 'names' | 'causes'>,
  result: Pick<ExerciseResult, 'checks'>,
): readonly string[] {
  const own = new Set([...(names === undefined ? [] : [names]), ...causes])
  return [...new Set(causesNamed(result))].filter((cause) => !own.has(cause))
}
