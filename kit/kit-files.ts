/** Where things lie in a kit, relative to its folder. */
export const KIT_FILES = {
  program: 'check/main.js',
  /** What its package exports as `/vitest`, and the types of that. */
  vitest: 'check/vitest.js',
  vitestTypes: 'check/vitest.d.ts',
  exercises: 'check/exercises.js',
  /** What judges in exercises that are packed as plans. */
  judges: 'check/judges.js',
  recordings: 'check/recordings',
  statements: 'statements',
  starters: 'starters',
} as const

export function recordingFile(exerciseId: string): string {
  return `${KIT_FILES.recordings}/${exerciseId.replace('/', '-')}.json`
}
