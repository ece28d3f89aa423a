import { folder } from '../../grader/life.ts'

const [{ serve }, { kitCourse }] = await Promise.all([import('../../grader/serve.ts'), import('./kit-course.ts')])
serve(folder, (kit = '') => kitCourse(kit))
