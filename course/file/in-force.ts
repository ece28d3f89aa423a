import type { CourseLimits } from '../model/course.ts'
import type { Policies } from '../sheet/policies.ts'
import { durationText } from '../time/duration.ts'
import { momentText } from '../time/moment.ts'
import type { WrittenCourse } from './read-course.ts'
import type { Path } from './yaml-tree.ts'

/** One setting as it is in force. */
export interface Setting {
  readonly name: string
  readonly value: string
  /** `line 4`, `default` or `the sheet`. */
  readonly from: string
}

/** Every setting of a course that is in force, with where its value comes from. */
export function inForce({ course, placeOf }: WrittenCourse, { exercises }: Policies, students: number | undefined): readonly Setting[] {
  const from = (path: Path, other = 'default'): string => {
    const place = placeOf(path)
    return place === undefined ? other : `line ${place.line}`
  }
  const { late, due, timezone, attempts, seed } = course
  const setting = (name: string, path: Path, value: string, other?: string): Setting => ({ name, value, from: from(path, other) })
  const exerciseSettings = exercises.map(({ id, sheet, max, bonus, limits }) => {
    const path = ['exercises', id, sheet, id.slice(id.lastIndexOf('/') + 1)]
    const written = path.slice(1).find((name) => placeOf(['exercises', name]) !== undefined)
    const own = written === undefined ? 'the sheet' : from(['exercises', written])
    return {
      name: `${sheet} ${id}`,
      value: `${max / 100} points${bonus ? ', bonus' : ''}${limits === undefined ? '' : `, ${limitsText(limits)}`}`,
      from: own,
    }
  })
  return [
    setting('title', ['title'], course.title),
    setting('sheet', ['sheet'], course.sheet),
    setting('seed', ['seed'], seed === undefined ? 'drawn for each run' : 'env' in seed ? `the variable ${seed.env}` : String(seed.value)),
    setting('visibility', ['visibility'], course.visibility ?? 'of each check', 'the sheet'),
    setting('limits', ['limits'], course.limits === undefined ? 'of each exercise' : limitsText(course.limits), 'the sheet'),
    setting('time zone', ['timezone'], timezone),
    setting('due', ['due'], due === undefined ? 'no due date' : momentText(due, timezone)),
    setting('late', ['late'], late === undefined ? 'nothing is deducted' : lateText(late, timezone)),
    ...(late === undefined ? [] : [setting('late without a time', ['late', 'flagged'], flaggedText(late))]),
    setting('attempts', ['attempts'], `${attempts.count}${attempts.max === undefined ? '' : `, at most ${attempts.max}`}`),
    ...course.extraTime.map(({ student, ms }) => setting('extra time', ['extra-time', student], `${student}: ${durationText(ms)}`)),
    setting('drop lowest', ['drop-lowest'], String(course.dropLowest)),
    ...(course.bonusLimit === undefined ? [] : [setting('bonus limit', ['bonus-limit'], `${course.bonusLimit / 100} points`)]),
    setting('sandbox', ['sandbox'], course.sandbox ?? 'auto'),
    setting('roster', ['roster'], course.roster === undefined ? 'none' : `${course.roster} (${students ?? 0} students)`),
    setting('submissions', ['submissions'], course.submissions ?? 'none'),
    setting('platform', ['lms'], course.lms === undefined ? 'none' : [course.lms.kind, course.lms.assignment].filter(Boolean).join(', ')),
    ...exerciseSettings,
  ]
}

function flaggedText({ flagged }: NonNullable<WrittenCourse['course']['late']>): string {
  return flagged === undefined ? 'waits for a decision' : `counts as ${durationText(flagged)} late`
}

function limitsText({ callMs, startUpMs, submissionMs, memoryMiB }: CourseLimits): string {
  const seconds = (what: string, ms: number | undefined): string[] => (ms === undefined ? [] : [`${what} ${ms / 1000} s`])
  return [
    ...seconds('call', callMs),
    ...seconds('start-up', startUpMs),
    ...seconds('submission', submissionMs),
    ...(memoryMiB === undefined ? [] : [`memory ${memoryMiB} MiB`]),
  ].join(', ')
}

function lateText({ grace, percent, per, of, maxDays, cutOff }: NonNullable<WrittenCourse['course']['late']>, zone: string): string {
  return [
    `${percent} % of the points ${of === 'earned' ? 'earned' : 'possible'} for each ${per} begun`,
    ...(grace === 0 ? [] : [`grace ${durationText(grace)}`]),
    ...(maxDays === undefined ? [] : [`nothing after ${maxDays} days`]),
    ...(cutOff === undefined ? [] : [`nothing after ${momentText(cutOff, zone)}`]),
  ].join(', ')
}
