import { readdirSync, rmSync, statSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { leftOutFiles } from '../proofs.ts'
import { leftOut, SHORT_RUN } from '../require-tool.ts'
import { buildForTests } from './build.ts'

const ROOT = resolve(import.meta.dirname, '../../..')
const CACHE = join(ROOT, 'node_modules/.cache/assay-tests')
const DAY_MS = 24 * 3600 * 1000

/** Before all tests: processes of Assay that they start are those of this build. */
export default async function setup(): Promise<void> {
  const files = leftOutFiles()
  leftOut(files.length > 0, `${files.length} files of tests that prove the checks over all samples: ${SHORT_RUN}`)
  process.env.ASSAY_TEST_BUILD = await buildForTests(ROOT, CACHE)
  for (const name of readdirSync(CACHE)) {
    const path = join(CACHE, name)
    // Another run may still use what was made for it.
    if (path !== process.env.ASSAY_TEST_BUILD && Date.now() - statSync(path).mtimeMs > DAY_MS)
      rmSync(path, { recursive: true, force: true })
  }
}
