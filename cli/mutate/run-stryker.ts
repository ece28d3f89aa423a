import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { Stryker } from '@stryker-mutator/core'
import type { Area } from './areas.ts'

/** Where reports, and results to build on, are kept: git does not see it. */
const OUT = 'out-mutation'

/** What the copy of the repository can do without; tests of the mutated folders read none of it. */
const LEFT_OUT = [
  'dist',
  'docs',
  'reports',
  'coverage',
  'assay-out',
  'assay-proof',
  'out-*',
  'submissions/examples',
  'fixtures/submissions',
]

export interface StrykerOptions {
  /** Absolute; the working folder of this process. */
  readonly root: string
  /** How many test runners at the same time. */
  readonly jobs: number
  /** Runs every mutant, also those whose code and tests are as they were. */
  readonly fresh: boolean
}

/**
 * Mutates the files of an area in a copy of the repository and runs the tests that reach each mutant.
 *
 * @returns the report, as parsed JSON in the mutation testing schema. An HTML page lies beside it.
 * @throws ConfigError of Stryker, also when the tests fail without any mutant.
 */
export async function runStryker(area: Area, { root, jobs, fresh }: StrykerOptions): Promise<unknown> {
  const name = join(OUT, area.name.replaceAll('/', '-'))
  mkdirSync(join(root, OUT), { recursive: true })
  rmSync(join(root, `${name}.json`), { force: true })
  await new Stryker({
    testRunner: 'vitest',
    plugins: ['@stryker-mutator/vitest-runner'],
    vitest: { configFile: 'cli/mutate/vitest.config.ts' },
    mutate: [...area.files],
    // Words: codes among them are types of the compiler's, sentences have tests of their own.
    mutator: { excludedMutations: ['StringLiteral'] },
    ignorePatterns: LEFT_OUT,
    coverageAnalysis: 'perTest',
    concurrency: jobs,
    timeoutMS: 10_000,
    incremental: true,
    incrementalFile: `${name}.incremental.json`,
    force: fresh,
    reporters: ['json', 'html', process.stdout.isTTY === true ? 'progress' : 'progress-append-only'],
    jsonReporter: { fileName: `${name}.json` },
    htmlReporter: { fileName: `${name}.html` },
    tempDirName: join(OUT, 'copy'),
    cleanTempDir: 'always',
  }).runMutationTest()
  return JSON.parse(readFileSync(join(root, `${name}.json`), 'utf8')) as unknown
}
