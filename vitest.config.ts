import { join, relative } from 'node:path'
import { defineConfig } from 'vitest/config'
import { filesBelow } from './grading/runner/files/files-below.ts'
import { ROOMS } from './tools/rooms.ts'
import { faces } from './tools/testing/faces.ts'
import { LongFirst } from './tools/testing/long-first.ts'
import { PROJECTS, type ProjectName, projectOf } from './tools/testing/projects.ts'
import { leftOutFiles } from './tools/testing/proofs.ts'

const ROOT = import.meta.dirname
const BUILT = join(ROOT, 'tools/testing/built')
const LEFT_OUT = new Set(leftOutFiles())

const STARTS_NOTHING: ReadonlySet<ProjectName> = new Set(['unit', 'thorough'])
/** Files of `unit` share a process and the modules that it has loaded: a process each costs more than most of these tests. */
const SHARED = { isolate: false, restoreMocks: true, unstubEnvs: true }

const tests = new Map<ProjectName, string[]>(PROJECTS.map((name) => [name, []]))
for (const room of ROOMS) {
  const files = filesBelow(join(ROOT, room)).map((file) => relative(ROOT, file).replaceAll('\\', '/'))
  for (const file of files) if (file.endsWith('.test.ts') && !LEFT_OUT.has(file)) tests.get(projectOf(file))?.push(file)
}

export default defineConfig({
  plugins: [
    faces,
    {
      name: 'built-graders',
      enforce: 'pre',
      resolveId: (path, importer = '') => {
        // Grading processes that tests start are those of the build that the setup makes,
        if (path === './program.ts' && importer.includes('/grading/runner/grader/')) return join(BUILT, 'grader-program.ts')
        // and so are the programs of the child's side, which every file of tests would bundle again.
        return path === './bundle-child.ts' && importer.endsWith('/child-code.ts') ? join(BUILT, 'bundle-child.ts') : undefined
      },
    },
  ],
  test: {
    passWithNoTests: false,
    // Tests start children in process groups of their own and change folders; worker threads can do neither safely.
    pool: 'forks',
    // One per processor: vitest would leave one idle. With more, attacks meet their deadline before the limit that they are after.
    maxWorkers: '100%',
    sequence: { sequencer: LongFirst },
    // Beside other work a grading run of a second takes a minute; a test that hangs is still told apart.
    testTimeout: 180_000,
    hookTimeout: 180_000,
    reporters: ['default'],
    projects: PROJECTS.map((name) => ({
      extends: true,
      test: {
        ...{ name, include: tests.get(name) ?? [] },
        ...(name === 'unit' ? SHARED : {}),
        ...(STARTS_NOTHING.has(name) ? {} : { globalSetup: [join(BUILT, 'setup.ts')] }),
      },
    })),
  },
})
