/** Where things lie in a kit, relative to its folder. */
export const KIT_FILES = {
  program: 'check/main.js',
  /** What its package exports as `/vitest`, and the types of that. */
  vitest: 'check/vitest.js',
  vitestTypes: 'check/vitest.d.ts',
  /** What judges in exercises. */
  judges: 'check/judges.js',
  recordings: 'check/recordings',
  statements: 'statements',
  starters: 'starters',
} as const

export function recordingFile(exerciseId: string): string {
  return `${KIT_FILES.recordings}/${exerciseId.replace('/', '-')}.json`
}
