import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { byCode } from '../model/by-code.ts'
import type { Exercise } from '../model/exercise.ts'
import { exerciseKey } from '../model/value.ts'
import { SourceError } from './compile/source-error.ts'
import { defaultSheet } from './default-sheet.ts'
import type { ExerciseDefinition, HiddenData, SheetDefinition } from './definition.ts'
import { definitionFlaw, exerciseOf } from './exercise-of.ts'
import { SheetError } from './find-sheet.ts'
import { flawOf } from './flaw.ts'
import { loadFile } from './load-file.ts'
import { compareNumbers, writtenOrder } from './order.ts'
import { sheetFlaw } from './sheet-flaw.ts'

export interface CatalogueEntry {
  readonly exercise: Exercise
  /** Absolute path of the exercise's folder. */
  readonly folder: string
  /** The exports of its reference solution; none for an exercise without functions. */
  loadSolution(): Promise<Readonly<Record<string, unknown>>>
  /** Markdown with `$…$` mathematics. */
  statement(): string
  /** Of its sheet. */
  readonly hiddenData?: readonly HiddenData[]
}

/** An exercise definition that cannot be used. The message names the file, the place in it, and what is expected there. */
export class CatalogueError extends Error {
  override name = 'CatalogueError'
}

/** A way to write a sheet and its exercises that is no module. */
export interface WrittenForm {
  /** How the names of its files end, such as `.yaml`: `sheet.yaml`, `exercise.yaml`. */
  readonly ending: string
  /** @throws CatalogueError for a file that is not well formed, with its line. */
  readSheet(file: string, shown: string): Promise<unknown>
  /** @throws CatalogueError for a file that is not well formed, with its line. */
  readExercise(file: string, shown: string): Promise<WrittenExercise>
}

/** What a file says that is no module. */
export interface WrittenExercise {
  readonly definition: ExerciseDefinition
  /** Its reference solution, where that is no module either. */
  readonly loadSolution?: CatalogueEntry['loadSolution']
}

/** A sheet that can be used. */
export interface Sheet {
  readonly id: string
  readonly title: string
  /** Absolute path of its folder. */
  readonly root: string
  /** In the order of the sheet. */
  readonly entries: readonly CatalogueEntry[]
  /** Ids of exercises that lie in its folder and have no number in `sheet.ts`. */
  readonly unlisted: readonly string[]
}

/**
 * Loads `sheet.ts` and every `<unit>/<exercise>/exercise.ts` that it names (or `.js`, once compiled), and checks that they are well formed.
 *
 * @param root - the folder of the sheet, absolute.
 * @param form - another way in which they may be written.
 * @throws CatalogueError for the first definition that is not well formed, in the order of the folders.
 */
export async function loadSheet(root: string, form?: WrittenForm): Promise<Sheet> {
  const files = folders(root).flatMap((unit) => folders(join(root, unit)).flatMap((name) => definitionIn(root, unit, name, form)))
  const ids = files.map(({ id }) => id)
  const sheet = await loadSheetFile(root, ids, form)
  const numbers = sheet === undefined ? undefined : new Map(Object.entries(sheet.exercises).map(([number, id]) => [id, number]))
  const named = files.filter(({ id }) => numbers?.has(id) ?? true)
  const loaded = await Promise.all(named.map(async (file) => ({ ...file, ...(await definitionOf(file, form)) })))
  const exercises = loaded.map((one) => ({ ...one, exercise: exerciseIn(one, one.definition, numbers?.get(one.id)) }))
  refuseTwins(exercises)
  const hidden = sheet?.hiddenData === undefined ? {} : { hiddenData: sheet.hiddenData }
  const entries = exercises.map((one) => ({ ...entryOf(one), ...hidden }))
  const place = new Map(writtenOrder(Object.keys(sheet?.exercises ?? {})).map((number, i) => [number, i]))
  const placeOf = ({ exercise }: CatalogueEntry): number => place.get(exercise.sheet) ?? 0
  return {
    id: sheet?.id ?? basename(root),
    title: sheet?.title ?? basename(root),
    root,
    entries: entries.sort(
      (a, b) => placeOf(a) - placeOf(b) || compareNumbers(a.exercise.sheet, b.exercise.sheet) || byCode(a.exercise.id, b.exercise.id),
    ),
    unlisted: files.filter((file) => !named.includes(file)).map(({ id }) => id),
  }
}

/**
 * The exercises of a sheet: see `loadSheet`.
 *
 * @param root - the default sheet if left out.
 */
export async function loadCatalogue(root: string = orFlaw(defaultSheet), form?: WrittenForm): Promise<readonly CatalogueEntry[]> {
  return (await loadSheet(root, form)).entries
}

function orFlaw(sheet: () => string): string {
  try {
    return sheet()
  } catch (error) {
    throw error instanceof SheetError ? new CatalogueError(error.message) : error
  }
}

interface DefinitionFile {
  readonly id: string
  readonly folder: string
  readonly file: string
  /** As messages name it. */
  readonly shown: string
}

function definitionIn(root: string, unit: string, name: string, form: WrittenForm | undefined): readonly DefinitionFile[] {
  const folder = join(root, unit, name)
  const file = fileIn(folder, 'exercise', form)
  if (file === undefined) return []
  return [{ id: `${unit}/${name}`, folder, file: join(folder, file), shown: `${basename(root)}/${unit}/${name}/${file}` }]
}

/** @param stem - of its name. */
function fileIn(folder: string, stem: string, form: WrittenForm | undefined): string | undefined {
  const endings = ['.ts', '.js', ...(form === undefined ? [] : [form.ending])]
  return endings.map((ending) => stem + ending).find((name) => existsSync(join(folder, name)))
}

interface Read extends Pick<WrittenExercise, 'loadSolution'> {
  readonly definition: unknown
}

async function definitionOf(at: DefinitionFile, form: WrittenForm | undefined): Promise<Read> {
  if (form !== undefined && at.file.endsWith(form.ending)) return form.readExercise(at.file, at.shown)
  return { definition: await load(at) }
}

/** What `sheet.ts` defines; nothing in a folder without one, whose exercises bring their numbers themselves. */
async function loadSheetFile(root: string, ids: readonly string[], form: WrittenForm | undefined): Promise<SheetDefinition | undefined> {
  const name = fileIn(root, 'sheet', form)
  if (name === undefined) return undefined
  const file = { file: join(root, name), shown: `${basename(root)}/${name}` }
  const definition = form !== undefined && name.endsWith(form.ending) ? await form.readSheet(file.file, file.shown) : await load(file)
  const flaw = sheetFlaw(definition, ids, (folder) => existsSync(join(root, folder)))
  if (flaw !== undefined) throw new CatalogueError(`${file.shown}: ${flaw}`)
  return definition as SheetDefinition
}

/** @param number - on the sheet; none where no `sheet.ts` says it. */
function exerciseIn({ id, shown }: DefinitionFile, definition: unknown, number: string | undefined): Exercise {
  const refuse = (flaw: string | undefined): void => {
    if (flaw !== undefined) throw new CatalogueError(`${shown}: ${flaw}`)
  }
  if (isWhole(definition)) {
    refuse(flawOf(definition))
    if (definition.id !== id) refuse(`the id is "${definition.id}"; it must be its folder's, "${id}" (at id)`)
    return { ...definition, sheet: number ?? definition.sheet }
  }
  refuse(definitionFlaw(definition))
  if (number === undefined) refuse('has no number: a file sheet.ts must name it, see defineSheet')
  const exercise = exerciseOf(id, number as string, definition as ExerciseDefinition)
  refuse(flawOf(exercise))
  return exercise
}

/** Whether an exercise says itself what its folder, its checks and its sheet say. */
function isWhole(definition: unknown): definition is Exercise {
  return typeof definition === 'object' && definition !== null && 'entries' in definition
}

/** Two exercises that a file of one name would answer. */
function refuseTwins(files: readonly DefinitionFile[]): void {
  const answers = new Map<string, string>()
  for (const { id, shown } of files) {
    const answer = exerciseKey(basename(id))
    const other = answers.get(answer)
    if (other !== undefined)
      throw new CatalogueError(`${shown}: a file ${basename(id)}.py would answer ${other} as well; name one of the folders differently`)
    answers.set(answer, shown)
  }
}

async function load({ file, shown }: Pick<DefinitionFile, 'file' | 'shown'>): Promise<unknown> {
  try {
    return (await loadFile(file)).default
  } catch (error) {
    if (error instanceof SourceError) throw new CatalogueError(error.message, { cause: error })
    throw new CatalogueError(`${shown}: cannot be loaded: ${error instanceof Error ? error.message : String(error)}`, { cause: error })
  }
}

interface Loaded extends DefinitionFile, Pick<WrittenExercise, 'loadSolution'> {
  readonly exercise: Exercise
}

function entryOf({ exercise, folder, file, loadSolution }: Loaded): CatalogueEntry {
  const solution = join(folder, file.endsWith('.js') ? 'solution.js' : 'solution.ts')
  return {
    exercise,
    folder,
    loadSolution: async () => (exercise.entries.length === 0 ? {} : (loadSolution?.() ?? loadFile(solution))),
    statement: () => readFileSync(join(folder, 'statement.md'), 'utf8'),
  }
}

function folders(path: string): string[] {
  return readdirSync(path, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'))
    .map((entry) => entry.name)
    .sort()
}
