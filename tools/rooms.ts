/** Folders of sources, in alphabetical order. */
export const ROOMS = ['checks', 'cli', 'course', 'grading', 'kit', 'prove', 'reference', 'reports', 'submissions', 'tools'] as const

/** In each room: the files that other rooms import. */
export const FACE_FILE = 'face.json'
