import { defineConfig } from 'vitest/config'
import { faces } from '../testing/faces.ts'

/** Tests that run for each mutant, where they reach it: those of trusted code, without the slow ones. */
export default defineConfig({
  plugins: [faces],
  test: {
    include: ['{grading,checks}/**/*.test.ts', 'submissions/session/**/*.test.ts'],
    exclude: ['checks/lies.test.ts', 'submissions/session/frame-fuzz.test.ts', 'grading/{runner,sheet,networks/backend}/**'],
    testTimeout: 30_000,
  },
})
