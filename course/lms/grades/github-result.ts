import { hundredths, type RunExercise, type RunStudent, waitsFor } from './run-results.ts'

interface BucketRow {
  readonly name: string
  readonly status: 'pass' | 'fail'
  readonly score: number
  readonly message: string | null
  readonly test_code: string
  readonly filename: ''
  readonly line_no: 0
  readonly duration: number
}

/** What a grader of GitHub Classroom hands on. */
export interface GithubResult {
  readonly version: 1
  readonly status: 'pass' | 'fail' | 'error'
  readonly max_score: number
  readonly tests: readonly BucketRow[]
}

/** More rows than that nobody reads. */
const MOST_BUCKETS = 100
/** Of the size of a bucket, in hundredths of a point: all points of the run are whole hundredths. */
const SMALLEST = 1

/**
 * The result of a grader of GitHub Classroom. Its console counts tests that pass and its database sums their points; both agree only where each test is worth the
 * same. So every exercise is split into buckets of equal points, of which as many pass as were earned. Points that fit no bucket are not given,
 * and the message says so.
 *
 * @returns nothing where points wait for a person: they would be 0 there.
 */
export function githubResult(student: RunStudent): GithubResult | undefined {
  if (waitsFor(student) !== undefined) return undefined
  const exercises = student.exercises.filter(({ max }) => max > 0)
  const size = bucketSize(exercises)
  const tests = exercises.flatMap((exercise) => bucketsOf(exercise, size))
  const max = exercises.reduce((sum, exercise) => sum + hundredths(exercise.max), 0) / 100
  return { version: 1, status: tests.every(({ status }) => status === 'pass') ? 'pass' : 'fail', max_score: max, tests }
}

/** The largest that divides all points; where that makes too many, the smallest that divides all maxima and makes no more. */
function bucketSize(exercises: readonly RunExercise[]): number {
  const maxima = exercises.map(({ max }) => hundredths(max))
  const exact = [...maxima, ...exercises.map(({ score }) => hundredths(score))].reduce(greatestCommonDivisor, 0)
  const total = maxima.reduce((sum, max) => sum + max, 0)
  if (exact > 0 && total / exact <= MOST_BUCKETS) return exact
  const whole = maxima.reduce(greatestCommonDivisor, 0)
  const sizes = [...Array(whole).keys()].map((i) => i + SMALLEST).filter((size) => whole % size === 0)
  return sizes.find((size) => total / size <= MOST_BUCKETS) ?? Math.max(whole, SMALLEST)
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b)
}

function bucketsOf({ id, score, max, checks }: RunExercise, size: number): readonly BucketRow[] {
  const all = hundredths(max) / size
  const earned = Math.min(all, Math.floor(hundredths(score) / size))
  const lost = hundredths(score) - earned * size
  const ms = Math.round(checks.reduce((sum, check) => sum + check.ms, 0))
  const message =
    earned === all ? null : `${score} of ${max} points${lost === 0 ? '' : `; ${lost / 100} of them fit no test of equal points`}`
  return [...Array(all).keys()].map((i) => ({
    name: `${id} (${i + 1} of ${all})`,
    status: i < earned ? 'pass' : 'fail',
    score: i < earned ? size / 100 : 0,
    message: i === earned ? message : null,
    test_code: `assay check --only ${id}`,
    filename: '',
    line_no: 0,
    duration: i === 0 ? ms : 0,
  }))
}
