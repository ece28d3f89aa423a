import { join, resolve } from 'node:path'

const BUILT = process.env.ASSAY_TEST_BUILD
const ROOT = BUILT ?? resolve(import.meta.dirname, '../../..')

/** A folder or file of the tree as JavaScript, which `vitest.config.ts` has made; of the sources where another configuration is used. */
export function builtPath(path: string): string {
  return join(ROOT, BUILT === undefined ? path : path.replace(/\.ts$/, '.js'))
}

/** Reads TypeScript. */
const SOURCE_LOADER: readonly string[] = ['--import', 'tsx']

/** What Node needs to run it. */
export const LOADER: readonly string[] = BUILT === undefined ? SOURCE_LOADER : []

/** Relative to a build: the programs of the child's side. */
export const CHILDREN = 'submissions/adapters/javascript/prepared'

/** Where this build has them, once it is made. */
export const PREPARED_CHILDREN = BUILT === undefined ? undefined : join(BUILT, CHILDREN)
