import * as z from 'zod'

const VISIBILITIES = ['visible', 'hidden', 'after-due-date', 'after-published'] as const
const LMS_KINDS = ['moodle', 'canvas', 'gradescope', 'github-classroom', 'nbgrader'] as const
/** Largest number of points that anything may be worth. */
const MOST_POINTS = 100_000
const LARGEST_COURSE_SEED = 2_147_483_647

const visibility = z.enum(VISIBILITIES)
/** In MiB: with less, the runtimes themselves do not start. */
const LEAST_MEMORY = 256
const MOST_MEMORY = 65_536

/** Less is lost to a busy machine, and with more a class of loops takes days. */
const seconds = z.number().min(1).max(3600)

const name = z.union([z.string().min(1), z.number()])
const points = z.number().min(0.01).max(MOST_POINTS).multipleOf(0.01)
const duration = z.union([z.string(), z.literal(0)])
const text = z.string().trim().min(1)

const limits = z.strictObject({
  call: seconds.optional().describe('Seconds that a call may take.'),
  'start-up': seconds.optional().describe('Seconds that the files of a submission may take to load.'),
  submission: seconds.optional().describe('Seconds that all calls of a submission may take together.'),
  memory: z.int().min(LEAST_MEMORY).max(MOST_MEMORY).optional().describe('Memory of a submission, in MiB.'),
})

const exercise = z.strictObject({
  points: points.optional().describe('What the exercise is worth; its checks are scaled.'),
  weight: z.number().min(0.01).max(1000).optional().describe('Factor on what the exercise is worth.'),
  bonus: z.boolean().optional().describe('Counts in the points and not in the maximum.'),
  visibility: visibility.optional().describe('When students see what the checks of the exercise found.'),
  limits: limits.optional().describe('Of submissions while they answer for this exercise.'),
  checks: z.record(z.string(), z.strictObject({ visibility })).optional().describe('By the id of a check.'),
})

const late = z.strictObject({
  grace: duration.optional().describe('As late as this costs nothing, such as `15 minutes`.'),
  percent: z.number().min(0).max(100).describe('What each day or hour begun costs.'),
  per: z.enum(['day', 'hour']).optional().describe('Default: day.'),
  of: z.enum(['earned', 'maximum']).optional().describe('Percent of the points earned (the default) or of the maximum.'),
  'max-days': z.number().min(0).max(366).optional().describe('Later than this many days earns nothing.'),
  flagged: z
    .union([z.literal('wait'), duration])
    .optional()
    .describe(
      'How late counts what the platform marks late without a time, as Canvas does: a duration, or `wait` (the default) for a decision.',
    ),
  'cut-off': text.optional().describe('A late submission after this date earns nothing.'),
})

const attempts = z.strictObject({
  count: z.enum(['latest', 'best', 'first']).optional().describe('Which submission of a student counts. Default: latest.'),
  max: z.int().min(1).max(1000).optional().describe('Submissions beyond this number are not considered.'),
})

const lms = z.strictObject({
  kind: z.enum(LMS_KINDS).describe('Where submissions come from and grades go back to.'),
  assignment: name.optional().describe('Name or number of the assignment there.'),
})

/** What `course.yaml` may hold, as it is written. */
export const courseFile = z
  .strictObject({
    title: text.describe('Name of the course, shown on every page.'),
    sheet: text.optional().describe('`built-in`, a folder or a package. Default: built-in.'),
    seed: z
      .union([z.int().min(1).max(LARGEST_COURSE_SEED), z.string().regex(/^env:[A-Za-z_]\w*$/)])
      .optional()
      .describe('Seed of the random inputs: a number, or `env:NAME` for a variable of the environment. Default: drawn for each run.'),
    count: z
      .union([z.literal('all'), z.array(name).min(1)])
      .optional()
      .describe('Exercises that count. Default: all of the sheet.'),
    exercises: z.record(z.string(), exercise).optional().describe('What the course changes, by id or number of an exercise.'),
    limits: limits.optional().describe('Time and memory of submissions, for all exercises. Default: as the sheet says.'),
    visibility: visibility.optional().describe('Of every check without a visibility of its own. Default: as the sheet says.'),
    timezone: text.optional().describe('IANA name, such as Europe/Berlin.'),
    due: text.optional().describe('Due date with time, such as 2026-12-07 23:59.'),
    late: late.optional().describe('Deductions after the due date. Without it, late submissions count like others.'),
    attempts: attempts.optional().describe('Several submissions of one student.'),
    'extra-time': z.record(z.string(), duration).optional().describe('By student: roster id or e-mail, and a duration such as `2 days`.'),
    'drop-lowest': z.int().min(0).max(100).optional().describe('So many exercises with the smallest share of points do not count.'),
    'bonus-limit': points.optional().describe('Most points that bonus exercises can add.'),
    sandbox: z.enum(['auto', 'bubblewrap', 'process']).optional().describe('Where submissions run. Default: auto.'),
    roster: text.optional().describe('CSV file with the class list, relative to course.yaml.'),
    submissions: text.optional().describe('CSV file that says who submitted what and when, relative to course.yaml.'),
    lms: lms.optional().describe('The learning platform.'),
  })
  .describe('A course of Assay.')

export type CourseFile = z.infer<typeof courseFile>

/** JSON schema of `course.yaml`, for editors. */
export function courseJsonSchema(): object {
  return { title: 'course.yaml of Assay', ...z.toJSONSchema(courseFile, { io: 'input' }) }
}
