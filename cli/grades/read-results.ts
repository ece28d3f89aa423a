import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import * as z from 'zod'
import type { RunResults } from '#course/lms/grades/run-results'
import { systemErrorText } from '#grading/model/system-error'
import { UsageError } from '#grading/runner/usage-error'

const FILE = 'results.json'

const Check = z.object({
  ...{ id: z.string(), title: z.string(), visibility: z.string(), verdict: z.string() },
  ...{ score: z.number(), max: z.number(), ms: z.number() },
  findings: z.array(z.object({ text: z.string(), hint: z.string().optional() })),
})
const Exercise = z.object({ id: z.string(), status: z.string(), score: z.number(), max: z.number(), checks: z.array(Check) })
const Attempt = z.object({ submission: z.string(), counts: z.boolean(), submittedAt: z.string().optional() })
const Student = z.object({
  ...{ id: z.string(), score: z.number(), max: z.number(), pending: z.number() },
  notGraded: z.literal(true).optional(),
  unassigned: z.string().optional(),
  undecided: z.string().optional(),
  ...{ name: z.string().optional(), email: z.string().optional() },
  attempts: z.array(Attempt).optional(),
  exercises: z.array(Exercise),
})
const Results = z.object({
  schema: z.literal(1),
  assay: z.string(),
  banner: z.string().optional(),
  published: z.object({ at: z.string() }).optional(),
  students: z.array(Student),
})

/**
 * The results of a run, marks included.
 *
 * @param folder - absolute.
 * @param shown - the folder as messages name it.
 * @throws UsageError if it holds no run.
 */
export async function readResults(folder: string, shown: string): Promise<RunResults> {
  const text = await readFile(join(folder, FILE), 'utf8').catch((error: unknown) => {
    throw new UsageError(`${shown}: not a report directory of assay grade: ${FILE} cannot be read: ${systemErrorText(error)}`)
  })
  try {
    // Optional fields that are absent are absent there, too.
    return Results.parse(JSON.parse(text)) as RunResults
  } catch {
    throw new UsageError(
      `${join(shown, FILE)}: is not a ${FILE} of this version of Assay; grade the class again, or run assay grade --resume`,
    )
  }
}
