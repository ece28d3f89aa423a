import { pathToFileURL } from 'node:url'
import { builtPath, LOADER, SOURCE_LOADER, SOURCES } from './built.ts'

/** In the place of grading/runner/grader/program.ts: grading processes start in half of the time without a loader. */
export const GRADER_PROGRAM = pathToFileURL(builtPath('grading/runner/grader/main.ts'))

/** Exercises in TypeScript need one: see {@link SOURCES}. */
export const loader = (): readonly string[] => (process.env[SOURCES] === undefined ? LOADER : SOURCE_LOADER)
