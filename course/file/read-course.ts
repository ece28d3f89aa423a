import { CourseError } from '../course-error.ts'
import type { Course, CourseLimits, CourseSeed, ExerciseSettings, LatePolicy } from '../model/course.ts'
import { parseDuration } from '../time/duration.ts'
import { isZone, parseMoment } from '../time/moment.ts'
import { type Flaw, flawsOf } from './issue-text.ts'
import { type CourseFile, courseFile, courseJsonSchema } from './schema.ts'
import { type Path, type Place, readYamlTree, type YamlTree } from './yaml-tree.ts'

const MOST_TOLD = 20

export interface WrittenCourse {
  readonly course: Course
  /** Where the value at a path of `course.yaml` stands; `undefined` where the default is in force. */
  placeOf(path: Path): Place | undefined
  /** An error about the value at a path, with its line and column. */
  error(path: Path, says: string): CourseError
}

/**
 * Reads `course.yaml`. Nothing that it does not understand is left out in silence.
 *
 * @param name - the file as messages name it.
 * @throws CourseError with one sentence for each thing that is wrong, each with file, line and column.
 */
export function readCourse(text: string, name = 'course.yaml'): WrittenCourse {
  const tree = readYamlTree(text)
  if ('flaw' in tree) throw new CourseError(`${name}:${tree.flaw.line}:${tree.flaw.column}: ${tree.flaw.says}`)
  const parsed = courseFile.safeParse(tree.value ?? {})
  const flaws = parsed.success ? [] : flawsOf(parsed.error.issues, tree.value, keysAt)
  if (!parsed.success) throw errorOf(flaws, tree, name)
  const { course, wrong } = courseOf(parsed.data)
  if (wrong.length > 0) throw errorOf(wrong, tree, name)
  return {
    course,
    placeOf: (path) => (tree.has(path) ? tree.keyAt(path) : undefined),
    error: (path, says) => errorOf([{ path, ofKey: true, says }], tree, name),
  }
}

function errorOf(flaws: readonly Flaw[], tree: YamlTree, name: string): CourseError {
  // One sentence a place: what is too small is often also of a wrong step.
  const first = flaws.filter((flaw, i) => flaws.findIndex(({ path }) => path.join('\n') === flaw.path.join('\n')) === i)
  const told = first.slice(0, MOST_TOLD).map(({ path, ofKey, says }) => {
    const { line, column } = ofKey === true ? tree.keyAt(path) : tree.at(path)
    return `${name}:${line}:${column}: ${path.length === 0 ? 'the file' : path.join('.')} ${says}`
  })
  if (first.length > MOST_TOLD) told.push(`${name}: ${first.length - MOST_TOLD} more`)
  return new CourseError(told.join('\n'))
}

interface Collected {
  readonly course: Course
  readonly wrong: readonly Flaw[]
}

/** The settings with dates and durations read and defaults filled in. */
function courseOf(file: CourseFile): Collected {
  const wrong: Flaw[] = []
  const flaw = (path: Path, says: string): void => void wrong.push({ path, says })
  const timezone = file.timezone
  if (timezone !== undefined && !isZone(timezone))
    flaw(['timezone'], `"${timezone}" is no time zone; use an IANA name such as Europe/Berlin`)
  const zone = timezone !== undefined && isZone(timezone) ? timezone : undefined
  let written: string | undefined
  const moment = (path: Path, text: string | undefined): string | undefined => {
    if (text === undefined) return undefined
    const read = parseMoment(text, zone)
    if ('flaw' in read) flaw(path, `"${text}" ${read.flaw}`)
    else written ??= read.zone
    return 'utc' in read ? read.utc : undefined
  }
  const length = (path: Path, text: string | 0): number => {
    const ms = parseDuration(String(text))
    if (ms === undefined) flaw(path, `"${text}" is no duration; write it as 15 minutes, 2 days or 1 day 12 hours`)
    return ms ?? 0
  }
  const due = moment(['due'], file.due)
  const late = file.late === undefined ? undefined : lateOf(file.late, { moment, length })
  if (late !== undefined && file.due === undefined) flaw(['late'], 'needs a due date: set `due`')
  if (late !== undefined && late.maxDays === undefined && file.late?.['cut-off'] === undefined) {
    flaw(['late'], 'never ends: set max-days or cut-off, after which a submission earns nothing')
  }
  if (due !== undefined && late?.cutOff !== undefined && late.cutOff < due) flaw(['late', 'cut-off'], 'is before the due date')
  const extraTime = Object.entries(file['extra-time'] ?? {}).map(([student, text]) => ({
    student,
    ms: length(['extra-time', student], text),
  }))
  const optional = {
    ...given('seed', seedOf(file.seed)),
    ...given('count', countOf(file.count)),
    ...given('limits', limitsOf(file.limits)),
    ...given('visibility', file.visibility),
    ...given('due', due),
    ...given('late', late),
    ...given('bonusLimit', file['bonus-limit'] === undefined ? undefined : hundredths(file['bonus-limit'])),
    ...given('sandbox', file.sandbox),
    ...given('roster', file.roster),
    ...given('submissions', file.submissions),
    ...given('lms', lmsOf(file.lms)),
  }
  const course: Course = {
    title: file.title,
    sheet: file.sheet ?? 'built-in',
    exercises: Object.entries(file.exercises ?? {}).map(([exercise, settings]) => settingsOf(exercise, settings)),
    timezone: zone ?? written ?? 'UTC',
    attempts: { count: file.attempts?.count ?? 'latest', ...given('max', file.attempts?.max) },
    extraTime,
    dropLowest: file['drop-lowest'] ?? 0,
    ...optional,
  }
  return { course, wrong }
}

interface Reading {
  moment(path: Path, text: string | undefined): string | undefined
  length(path: Path, text: string | 0): number
}

function lateOf(late: NonNullable<CourseFile['late']>, { moment, length }: Reading): LatePolicy {
  return {
    grace: late.grace === undefined ? 0 : length(['late', 'grace'], late.grace),
    percent: late.percent,
    per: late.per ?? 'day',
    of: late.of ?? 'earned',
    ...given('maxDays', late['max-days']),
    ...given('flagged', late.flagged === undefined || late.flagged === 'wait' ? undefined : length(['late', 'flagged'], late.flagged)),
    ...given('cutOff', moment(['late', 'cut-off'], late['cut-off'])),
  }
}

function settingsOf(exercise: string, settings: NonNullable<CourseFile['exercises']>[string]): ExerciseSettings {
  const { points, weight, bonus, visibility, checks, limits } = settings
  const changed = checks === undefined ? undefined : Object.entries(checks).map(([check, { visibility }]) => ({ check, visibility }))
  return {
    exercise,
    ...given('points', points === undefined ? undefined : hundredths(points)),
    ...given('weight', weight),
    ...given('bonus', bonus),
    ...given('visibility', visibility),
    ...given('limits', limitsOf(limits)),
    ...given('checks', changed),
  }
}

function limitsOf(written: CourseFile['limits']): CourseLimits | undefined {
  if (written === undefined) return undefined
  const { call, 'start-up': startUp, submission, memory } = written
  const ms = (seconds: number | undefined): number | undefined => (seconds === undefined ? undefined : Math.round(seconds * 1000))
  return {
    ...given('startUpMs', ms(startUp)),
    ...given('callMs', ms(call)),
    ...given('submissionMs', ms(submission)),
    ...given('memoryMiB', memory),
  }
}

function seedOf(seed: CourseFile['seed']): CourseSeed | undefined {
  if (seed === undefined) return undefined
  return typeof seed === 'number' ? { value: seed } : { env: seed.slice('env:'.length) }
}

function countOf(count: CourseFile['count']): readonly string[] | undefined {
  return count === undefined || count === 'all' ? undefined : count.map(String)
}

function lmsOf(lms: CourseFile['lms']): Course['lms'] {
  return lms === undefined
    ? undefined
    : { kind: lms.kind, ...given('assignment', lms.assignment === undefined ? undefined : String(lms.assignment)) }
}

/** A property that is there only where it has a value. */
function given<K extends string, V>(key: K, value: V | undefined): { readonly [key in K]?: V } {
  return value === undefined ? {} : ({ [key]: value } as { readonly [key in K]?: V })
}

/** The schema has refused all that is finer. */
function hundredths(points: number): number {
  return Math.round(points * 100)
}

interface SchemaNode {
  readonly properties?: Readonly<Record<string, SchemaNode>>
  readonly additionalProperties?: SchemaNode | boolean
}

/** Keys that may stand at a path. */
function keysAt(path: Path): readonly string[] {
  let node: SchemaNode | undefined = courseJsonSchema()
  for (const part of path) {
    const below: SchemaNode | boolean | undefined = node?.properties?.[String(part)] ?? node?.additionalProperties
    node = typeof below === 'object' ? below : undefined
  }
  return Object.keys(node?.properties ?? {})
}
