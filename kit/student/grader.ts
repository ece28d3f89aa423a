import { folder } from '#grading/runner/grader/life'

const [{ serve }, { kitCourse }] = await Promise.all([import('#grading/runner/grader/serve'), import('./kit-course.ts')])
serve(folder, (kit = '') => kitCourse(kit))
