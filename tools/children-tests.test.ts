import { readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { filesBelow } from '#grading/runner/files/files-below'
import { ROOMS } from './rooms.ts'
import { starts } from './testing/projects.ts'

const ROOT = fileURLToPath(new URL('..', import.meta.url))
/** Start something, and are still not run on every version of Node; with the reason. */
const LEFT_OUT: readonly (readonly [pattern: RegExp, reason: string])[] = [
  [/^reference\//, 'samples are started by the same adapters as those of submissions/; the laws are about what is asked of them'],
  [/^tools\/(mutate|bench)\//, 'tools of ours that judge no submission'],
  [/^grading\/networks\//, 'computes in this process'],
  [/^reports\/html\//, 'starts a browser, which looks at pages'],
]

/** The script `test:children` of package.json is the one list of what runs on the other versions of Node. */
function listed(file: string): boolean {
  const { scripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { scripts: Record<string, string> }
  const [, ...words] = (scripts['test:children'] ?? '').split(/\s+(?=--exclude)/)
  const paths = (scripts['test:children'] ?? '').split(' ').filter((word) => word.endsWith('/'))
  const excluded = words.map((word) => word.replace(/^--exclude '|'$/g, ''))
  return paths.some((path) => file.startsWith(path)) && !excluded.some((pattern) => globOf(pattern).test(file))
}

function globOf(pattern: string): RegExp {
  return new RegExp(`^${pattern.replaceAll('**', '.+').replace(/\{([^}]+)\}/, (_, names: string) => `(${names.replaceAll(',', '|')})`)}$`)
}

describe('the tests that run on every version of Node', () => {
  const tests = ROOMS.flatMap((folder) => filesBelow(join(ROOT, folder)).map((file) => relative(ROOT, file))).filter((file) =>
    file.endsWith('.test.ts'),
  )
  const starting = tests.filter((file) => starts(join(ROOT, file)))

  it('are all that can start a child, but for those that are left out with a reason', () => {
    expect(starting.filter((file) => !listed(file) && !LEFT_OUT.some(([pattern]) => pattern.test(file)))).toEqual([])
  })

  it('are more than a few, and what is not listed is seen', () => {
    expect(starting.length).toBeGreaterThan(60)
    expect(listed('submissions/adapters/javascript/javascript.test.ts')).toBe(true)
    expect(listed('tools/mutate/main.test.ts')).toBe(false)
    expect(listed('reports/html/page.test.ts')).toBe(false)
    expect(starts(join(ROOT, 'submissions/open.test.ts'))).toBe(true)
    expect(starts(join(ROOT, 'grading/engine/score.test.ts'))).toBe(false)
  })
})
