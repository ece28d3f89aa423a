import { createRequire } from 'node:module'
import { pathToFileURL } from 'node:url'

const isSource = import.meta.url.endsWith('.ts')

/** What a grading process runs. */
export const GRADER_PROGRAM = new URL(isSource ? './main.ts' : './main.js', import.meta.url)

/** Arguments of Node that the program needs: in a checkout the TypeScript files themselves are run. */
export function loader(): readonly string[] {
  return isSource ? ['--import', pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href] : []
}
