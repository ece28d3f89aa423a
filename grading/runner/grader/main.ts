import { folder } from './life.ts'

const { serve, installedCourse, proveRun } = await import('./parts.ts')
serve(folder, installedCourse, proveRun)
