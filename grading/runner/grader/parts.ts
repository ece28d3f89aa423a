/** All that a grading process loads once it looks after its signals: a single file in a build. */
export { installedCourse } from '../course.ts'
export { serve } from './serve.ts'

/** Not loaded where a student's own work is checked. */
export const proveRun: typeof import('./prove-run.ts').proveRun = async (...run) => (await import('./prove-run.ts')).proveRun(...run)
