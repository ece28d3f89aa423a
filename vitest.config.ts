import { join } from 'node:path'
import { defineConfig } from 'vitest/config'
import { LongFirst } from './tools/testing/long-first.ts'
import { leftOutFiles } from './tools/testing/proofs.ts'

const BUILT = join(import.meta.dirname, 'tools/testing/built')

export default defineConfig({
  plugins: [
    {
      name: 'built-graders',
      enforce: 'pre',
      resolveId: (path, importer = '') => {
        // Grading processes that tests start are those of the build that the setup makes,
        if (path === './program.ts' && importer.includes('/grading/runner/grader/')) return join(BUILT, 'grader-program.ts')
        // and so are the programs of the child's side, which every file of tests would bundle again.
        return path === './bundle-child.ts' && importer.endsWith('/child-code.ts') ? join(BUILT, 'bundle-child.ts') : undefined
      },
    },
  ],
  test: {
    globalSetup: [join(BUILT, 'setup.ts')],
    include: ['{cli,course,grading,checks,kit,prove,reference,submissions,reports,tools}/**/*.test.ts'],
    exclude: ['**/node_modules/**', '**/dist/**', 'examples/class/**', ...leftOutFiles()],
    passWithNoTests: false,
    // Tests start children in process groups of their own and change folders; worker threads can do neither safely.
    pool: 'forks',
    // One per processor: vitest would leave one idle. With more, attacks meet their deadline before the limit that they are after.
    maxWorkers: '100%',
    sequence: { sequencer: LongFirst },
    // Beside other work a grading run of a second takes a minute; a test that hangs is still told apart.
    testTimeout: 180_000,
    hookTimeout: 180_000,
    reporters: ['default'],
  },
})
