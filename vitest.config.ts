import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['{cli,grading,checks,reference,submissions,reports}/**/*.test.ts'],
    exclude: ['**/node_modules/**', '**/dist/**', 'submissions/examples/**'],
    passWithNoTests: false,
    // Tests start children in process groups of their own and change folders; worker threads can do neither safely.
    pool: 'forks',
    // vitest would leave one processor idle, and much of the work waits for children and their deadlines.
    maxWorkers: availableParallelism() + 1,
    // A real child with numpy takes a second to start on a busy machine; a test that hangs is still told apart.
    testTimeout: 30_000,
    hookTimeout: 30_000,
    reporters: ['default'],
  },
})
