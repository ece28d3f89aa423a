import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { basename, dirname, join, relative, sep } from 'node:path'
import { specOf } from '#checks/kinds/close-to-reference'
import type { Check } from '#grading/model/check'
import { filesBelow, isForTests } from '#grading/runner/files/files-below'
import { readLines } from '#grading/runner/files/read-lines'
import type { CatalogueEntry } from '#grading/sheet/catalogue'
import { solutionIn } from '#grading/sheet/solution-file'
import { readSources } from '#prove/mutation/sources'
import type { TypeScript } from '#prove/mutation/typescript'
import { inProcess } from '#submissions'
import { ENDING, ROOT } from '../bundle.ts'
import { recordExercise } from '../record.ts'
import { type NumberIndex, numberIndex, rowIndex, type Series, seriesIn } from './numbers.ts'
import { type Fingerprint, fingerprints, type ReferencePart } from './similarity.ts'
import type { HiddenWords } from './words.ts'

/** All that must not get to students. */
export interface Secrets {
  readonly source: readonly Fingerprint[]
  /** Functions that are too short to tell a copy from an accident. */
  readonly tooShort: number
  /** By digest: the files of exercises that are not for students. */
  readonly files: ReadonlyMap<string, string>
  readonly numbers: readonly NumberIndex[]
  /** What visible checks ask in the graded run and not in others: pages of its students may show it, a kit must not. */
  readonly graded: NumberIndex
  /** Of the grading. */
  readonly seed: number
  readonly words: HiddenWords
}

/** Numbers in a row, rounded to four digits or more: by accident once in 10¹². */
const RUN = 3
/** Beyond it, calls run trained networks: their hidden inputs are our images. */
const COMPUTED_MS = 30_000

/** @param seed - of the grading whose hidden inputs must not show. */
export async function secretsOf(ts: TypeScript, entries: readonly CatalogueEntry[], seed: number): Promise<Secrets> {
  const parts = entries.flatMap((entry) => partsOf(ts, entry))
  const [hidden, visible, elsewhere] = await Promise.all([
    seriesOf(entries, 'hidden', seed),
    seriesOf(entries, 'visible', seed),
    seriesOf(entries, 'visible', seed + 1),
  ])
  // What visible checks ask, or what comes of it, anybody may have.
  const open = new Set([visible, elsewhere].flatMap(({ made, answers }) => [...made, ...answers].flat()))
  const source = await fingerprints(parts, openCode())
  return {
    source,
    tooShort: parts.length - source.length,
    files: new Map(
      entries.flatMap(({ exercise, folder }) =>
        filesKept(folder).map((file) => [digestOf(readFileSync(file)), `${exercise.id}/${basename(file)}`]),
      ),
    ),
    numbers: [
      numberIndex({ kind: 'hidden input or expected value', series: [...hidden.made, ...hidden.answers], run: RUN }, open),
      ...hiddenNumbers(entries),
    ],
    graded: rowIndex({ kind: 'input of a graded run', series: visible.made, run: RUN }, new Set(elsewhere.made.flat())),
    seed,
    words: wordsOf(entries),
  }
}

/** What a sheet declares, once. */
function hiddenNumbers(entries: readonly CatalogueEntry[]): readonly NumberIndex[] {
  return [...new Set(entries.flatMap(({ hiddenData = [] }) => hiddenData))].flatMap(({ title, numbers, run = RUN }) =>
    numbers === undefined ? [] : [numberIndex({ kind: `hidden data (${title})`, series: [Array.from(numbers())], run }, new Set())],
  )
}

/** @returns of bytes, for {@link Secrets.files}. */
export function digestOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}

/** Files of an exercise but its statement and starters, in any language. */
function filesKept(folder: string): readonly string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((file) => file.isFile() && !/^(?:statement|starter)\./.test(file.name))
    .map((file) => join(folder, file.name))
}

/** The ways of comparing, which come with every kit. */
function openCode(): readonly string[] {
  return ['checks', 'grading/math', 'grading/networks']
    .flatMap((folder) => filesBelow(join(ROOT, folder)))
    .filter((file) => file.endsWith(ENDING) && !isForTests(relative(ROOT, file)))
    .map((file) => readFileSync(file, 'utf8'))
}

/** The functions that the exercise's functions lead to. */
function partsOf(ts: TypeScript, { exercise, folder }: CatalogueEntry): readonly ReferencePart[] {
  const solution = solutionIn(folder)
  if (exercise.entries.length === 0 || solution === undefined) return []
  const sheet = dirname(dirname(folder))
  const root = dirname(sheet)
  const path = relative(root, join(folder, solution)).split(sep).join('/')
  const names = exercise.entries.map((entry) => entry.name)
  return readSources(ts, root, path, names).flatMap(({ path: file, tree, reached }) =>
    file.startsWith(`${basename(sheet)}/`)
      ? reached.filter(ts.isFunctionDeclaration).map((one) => ({ name: `${file}: ${one.name?.text}`, text: one.getText(tree) }))
      : [],
  )
}

interface Asked {
  /** Inputs. */
  readonly made: readonly Series[]
  readonly answers: readonly Series[]
}

/** Parts of a plan that the reference answers. */
const ANSWERED = new Set(['whole', 'parts', 'right'])

async function seriesOf(entries: readonly CatalogueEntry[], visibility: Check['visibility'], seed: number): Promise<Asked> {
  const all = await Promise.all(
    entries.map(async ({ exercise, loadSolution }) => {
      const slow = (exercise.limits?.callMs ?? 0) > COMPUTED_MS
      const twins = visibility === 'hidden' ? exercise.checks.flatMap(({ twin }) => twin ?? []) : []
      const checks = [...exercise.checks.filter((check) => check.visibility === visibility), ...twins].filter(
        (check) => !slow || specOf(check) !== undefined,
      )
      if (checks.length === 0 || exercise.entries.length === 0) return { made: [], answers: [] }
      const { plans, answers } = await recordExercise(
        exercise,
        checks,
        inProcess(await loadSolution()),
        seed,
        visibility === 'hidden' ? 'inputs' : 'all',
      )
      const parts = [...plans.values()].flatMap(({ now, later }) => [...Object.entries(now), ...Object.entries(later)])
      const [made, expected] = [false, true].map((isAnswered) => parts.filter(([name]) => ANSWERED.has(name) === isAnswered))
      return { made: seriesIn(made), answers: seriesIn([answers, expected]) }
    }),
  )
  return { made: all.flatMap(({ made }) => made), answers: all.flatMap(({ answers }) => answers) }
}

function wordsOf(entries: readonly CatalogueEntry[]): HiddenWords {
  const checks = entries.flatMap(({ exercise }) => exercise.checks)
  const visible = checks.filter((check) => check.visibility === 'visible')
  const hidden = checks.filter((check) => check.visibility === 'hidden')
  const known = new Set([...visible.map(({ id }) => id), ...visible.map(({ title }) => title)])
  const statements = entries.map((entry) => entry.statement()).join('\n')
  return {
    ids: new Set(hidden.map(({ id }) => id).filter((id) => !known.has(id))),
    titles: hidden.map(({ title }) => title).filter((title) => !known.has(title) && !statements.includes(title)),
    rubrics: checks.flatMap(({ rubric = [] }) => rubric.map(({ says }) => says)),
  }
}

/** Who was graded in a run, from its results.json, which may be longer than the longest text. */
export async function studentsOf(run: string): Promise<readonly string[]> {
  const lines = await readLines(join(run, 'results.json'))
  return lines.flatMap((line) => /^ {6}"id": (".*"),$/.exec(line)?.slice(1) ?? []).map((id) => JSON.parse(id) as string)
}
