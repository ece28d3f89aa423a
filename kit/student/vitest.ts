import { registerSubmission } from '../vitest/register-submission.ts'
import { kitCourse } from './kit-course.ts'
import { GRADER, KIT, NO_SEED } from './places.ts'

/** As `describeSubmission` of `assay/vitest`, with the exercises of a kit. */
export function describeSubmission(dir: string, { only = [] }: { readonly only?: readonly string[] } = {}): void {
  const choose = async (names: readonly string[]) => (await kitCourse(KIT)).choose(names)
  registerSubmission(dir, { only, choose, seed: NO_SEED, catalogue: KIT, program: GRADER })
}
