import { pathToFileURL } from 'node:url'
import { builtPath, LOADER } from './built.ts'

/** In the place of grading/runner/grader/program.ts: grading processes start in half of the time without a loader. */
export const GRADER_PROGRAM = pathToFileURL(builtPath('grading/runner/grader/main.ts'))

export const loader = (): readonly string[] => LOADER
