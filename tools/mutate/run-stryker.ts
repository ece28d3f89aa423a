import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { Stryker } from '@stryker-mutator/core'

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
  'examples/class',
  'examples/course',
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
 * Mutates one file in a copy of the repository and runs the tests that reach each mutant. File by file, so that a run of hours can be
 * ended and loses only what it was at.
 *
 * @returns the report, as parsed JSON in the mutation testing schema, with an HTML page beside it; `undefined` where no test reaches the file.
 * @throws ConfigError of Stryker, also when the tests fail without any mutant.
 */
export async function runStryker(file: string, { root, jobs, fresh }: StrykerOptions): Promise<unknown> {
  const name = join(OUT, file)
  mkdirSync(join(root, dirname(name)), { recursive: true })
  rmSync(join(root, `${name}.json`), { force: true })
  const stryker = new Stryker({
    testRunner: 'vitest',
    plugins: ['@stryker-mutator/vitest-runner'],
    vitest: { configFile: 'tools/mutate/vitest.config.ts' },
    mutate: [file],
    // Words: codes among them are types of the compiler's, sentences have tests of their own.
    mutator: { excludedMutations: ['StringLiteral'] },
    ignorePatterns: LEFT_OUT,
    coverageAnalysis: 'perTest',
    concurrency: jobs,
    // Endless loops are found by counting; on a machine with other work the clock says little.
    timeoutMS: 60_000,
    // Tests are run without looking at types.
    disableTypeChecks: false,
    incremental: true,
    incrementalFile: `${name}.incremental.json`,
    force: fresh,
    reporters: ['json', 'html', process.stdout.isTTY === true ? 'progress' : 'progress-append-only'],
    jsonReporter: { fileName: `${name}.json` },
    htmlReporter: { fileName: `${name}.html` },
    tempDirName: join(OUT, 'copy'),
    cleanTempDir: 'always',
  })
  try {
    await stryker.runMutationTest()
  } catch (error) {
    if ((error as Error).message.startsWith('No tests were executed')) return undefined
    throw error
  }
  return JSON.parse(readFileSync(join(root, `${name}.json`), 'utf8')) as unknown
}
