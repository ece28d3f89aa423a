import { existsSync } from 'node:fs'
import { join } from 'node:path'

/** The name of the file of an exercise's reference solution, or `undefined`. @param folder - of the exercise, absolute. */
export function solutionIn(folder: string): 'solution.ts' | 'solution.js' | undefined {
  return (['solution.ts', 'solution.js'] as const).find((name) => existsSync(join(folder, name)))
}
