import { spawnSync } from 'node:child_process'
import { join, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { builtPath } from '#tools/testing/built/built'
import { temporaryFolder } from '#tools/testing/temporary-folder'

const ROOT = resolve(import.meta.dirname, '../..')

const SAMPLES = 'sums/total/samples'
const SHEET = {
  'sheet.ts':
    "import { defineSheet } from 'assay'\nexport default defineSheet({ id: 'sums', title: 'Sums', exercises: { '1': 'sums/total' } })\n",
  'sums/total/exercise.ts': `import { defineExercise } from 'assay'
import { caseSet, closeToReference } from 'assay/checks'

export default defineExercise({
  title: 'The sum of a vector',
  functions: { total: { takes: { x: 'float[n]' }, gives: 'float' } },
  checks: [
    closeToReference({
      id: 'values',
      title: 'Known vectors',
      points: 2,
      entry: 'total',
      cases: caseSet('known', (random) => [{ args: [[1, 2, 3]] }, { args: [random.vector(4)] }]),
    }),
  ],
})
`,
  'sums/total/solution.ts': `import type { Vector } from 'assay/math'
import { zero } from '../zero.ts'

export const total = (x: Vector): number => x.reduce((sum, value) => sum + value, zero)
`,
  'sums/zero.ts': 'export const zero: number = 0\n',
  'sums/total/starter.ts': "export function total(x: readonly number[]): number {\n  throw new Error('not implemented')\n}\n",
  'sums/total/starter.py': 'def total(x):\n    raise NotImplementedError\n',
  [`${SAMPLES}/wrong-answer/first.ts`]: '// loses: values\nexport const total = (x: number[]): number => x[0]!\n',
  [`${SAMPLES}/accepted/loop.py`]: 'def total(x):\n    return float(sum(x))\n',
  'laws.test.mjs': `import { holdToLaws } from '${builtPath('prove/laws/index.ts')}'\nawait holdToLaws(import.meta.dirname)\n`,
}

/** What vitest says in the folder of a sheet. */
function held(files: Readonly<Record<string, string>>) {
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('VITEST')))
  const { status, stdout, stderr } = spawnSync(join(ROOT, 'node_modules/.bin/vitest'), ['run', '--reporter=verbose'], {
    cwd: temporaryFolder(files),
    env: { ...env, NO_COLOR: '1', GITHUB_ACTIONS: '' },
    encoding: 'utf8',
  })
  return { status, text: stdout + stderr }
}

describe('holdToLaws', () => {
  it('passes a sheet that keeps them, and says what was examined', () => {
    const { status, text } = held(SHEET)
    expect(text).toContain('laws of sums: 1 exercises, 1 checks, 1 wrong samples, 1 right variants, 0 others, all as filed')
    expect(status).toBe(0)
  })

  it.each([
    [
      'a sample in the wrong folder',
      { [`${SAMPLES}/accepted/first.ts`]: SHEET[`${SAMPLES}/wrong-answer/first.ts`] as string },
      "grades 'accepted/first.ts' as filed",
    ],
    [
      'a check that no sample fails',
      {
        'sums/total/exercise.ts': SHEET['sums/total/exercise.ts'].replace(
          '  ],',
          "    closeToReference({ id: 'more', title: 'More', points: 0, entry: 'total', cases: caseSet('none', () => [{ args: [[0]] }]) }),\n  ],",
        ),
      },
      'has every check lost by at least one sample',
    ],
    [
      'a starter that answers',
      { 'sums/total/starter.ts': 'export const total = (): number => 0\n' },
      'calls an empty submission and its starters not attempted',
    ],
    [
      'a starter whose argument has another name',
      { 'sums/total/starter.py': 'def total(vector):\n    raise NotImplementedError\n' },
      'calls its functions in starters and statement as it defines them',
    ],
  ])('fails %s', (_, change, title) => {
    const { status, text } = held({ ...SHEET, ...change })
    expect(text).toMatch(new RegExp(`[×✗] .*${title}`))
    expect(status).toBe(1)
  })
})
