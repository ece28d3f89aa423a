import { folder } from './life.ts'

const [{ serve }, { installedCourse }] = await Promise.all([import('./serve.ts'), import('../course.ts')])
serve(folder, installedCourse)
