/** Folders of sources, in alphabetical order. */
export const ROOMS = ['checks', 'cli', 'course', 'grading', 'kit', 'prove', 'reference', 'reports', 'submissions', 'tools'] as const
