/** Where things lie in a kit, relative to its folder. */
export const KIT_FILES = {
  program: 'check/main.js',
  exercises: 'check/exercises.js',
  recordings: 'check/recordings',
  statements: 'statements',
  starters: 'starters',
} as const

export function recordingFile(exerciseId: string): string {
  return `${KIT_FILES.recordings}/${exerciseId.replace('/', '-')}.json`
}
