import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['*.test.ts'],
    // Nothing imports a hand-in, in whatever language it is: vitest has to be told that it matters.
    forceRerunTriggers: ['**/hand-in/**'],
  },
})
