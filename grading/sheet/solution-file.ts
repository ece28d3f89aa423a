import { existsSync } from 'node:fs'
import { join } from 'node:path'

/** The reference solution of an exercise in YAML, where there is none in TypeScript. */
export const PYTHON_SOLUTION = 'solution.py'

/** The name of the file of an exercise's reference solution, or `undefined`. @param folder - of the exercise, absolute. */
export function solutionIn(folder: string): 'solution.ts' | 'solution.js' | undefined {
  return (['solution.ts', 'solution.js'] as const).find((name) => existsSync(join(folder, name)))
}
