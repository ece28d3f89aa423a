import { existsSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { projectOf } from './projects.ts'
import { THOROUGH } from './thorough.ts'

describe('projectOf', () => {
  it.each([
    ['grading/engine/score.test.ts', 'unit'],
    ['reports/channels.test.ts', 'thorough'],
    ['tools/imports.test.ts', 'thorough'],
    ['submissions/adapters/model/serve.test.ts', 'models'],
    ['submissions/open.test.ts', 'processes'],
    ['cli/commands/grade.test.ts', 'commands'],
    ['tools/gates.test.ts', 'commands'],
  ])('sorts %s by what it needs: %s', (file, project) => expect(projectOf(file)).toBe(project))

  it('finds each file that is listed as thorough, which needs nothing but this process', () => {
    expect(THOROUGH.filter((file) => !existsSync(file) || projectOf(file) !== 'thorough')).toEqual([])
    expect(new Set(THOROUGH).size).toBe(THOROUGH.length)
  })
})
