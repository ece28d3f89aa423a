import { fileURLToPath } from 'node:url'

/** Inputs are recorded: the seed says nothing here, and is not that of any grading. */
export const NO_SEED = 1
/** From where this file stands for in a kit, below `check/`. */
export const KIT = fileURLToPath(new URL('../../../', import.meta.url))
/** The program of a grading process. */
export const GRADER = new URL(import.meta.url.endsWith('.ts') ? './grader.ts' : './grader.js', import.meta.url)
