import type { WrittenForm } from '../../sheet/catalogue.ts'

/** Sheets and exercises in YAML, with a reference solution in Python or TypeScript. Most sheets have none: it is loaded with the first one. */
export const inYaml: WrittenForm = {
  ending: '.yaml',
  readSheet: async (file, shown) => (await import('./read-sheet.ts')).readSheet(file, shown),
  readExercise: async (file, shown) => (await import('./read-exercise.ts')).readExercise(file, shown),
}
