import { folder } from './life.ts'

const [{ serve }, { installedCourse }] = await Promise.all([import('./serve.ts'), import('../course.ts')])
serve(folder, installedCourse, async (sandbox, languages) => (await import('./prove-run.ts')).proveRun(sandbox, languages))
