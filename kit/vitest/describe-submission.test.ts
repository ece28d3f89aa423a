import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { builtPath } from '#tools/testing/built/built'
import { lacks } from '#tools/testing/require-tool'
import { SMALL_SHEET } from '#tools/testing/small-sheet'

const ROOT = join(import.meta.dirname, '../..')
const ADAPTER = builtPath('kit/vitest/describe-submission.ts')

const folders: string[] = []
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true })
})

interface TestResult {
  readonly ancestorTitles: readonly string[]
  readonly title: string
  readonly status: string
  readonly failureMessages: readonly string[]
}

interface Run {
  readonly folder: string
  readonly status: number | null
  /** What a person sees. */
  readonly text: string
  readonly tests: readonly TestResult[]
}

/** vitest in a folder of coursework, as a person would start it. */
function runVitest(files: Readonly<Record<string, string>>, flags: readonly string[] = []): Run {
  const folder = mkdtempSync(join(tmpdir(), 'assay-cli-'))
  folders.push(folder)
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), content)
  }
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('VITEST')))
  const reporters = ['--reporter=verbose', '--reporter=json', '--outputFile.json=results.json']
  const { status, stdout, stderr } = spawnSync(join(ROOT, 'node_modules/.bin/vitest'), ['run', ...reporters, ...flags], {
    cwd: folder,
    env: { ...env, NO_COLOR: '1', GITHUB_ACTIONS: '' },
    encoding: 'utf8',
  })
  const { testResults } = JSON.parse(readFileSync(join(folder, 'results.json'), 'utf8')) as {
    testResults: { assertionResults: TestResult[] }[]
  }
  return { folder, status, text: stdout + stderr, tests: testResults.flatMap((file) => file.assertionResults) }
}

const test = (...calls: readonly string[]): string => [`import { describeSubmission } from '${ADAPTER}'`, ...calls].join('\n')
const describing = (dir: string, catalogue = SMALL_SHEET): string => `describeSubmission('${dir}', { catalogue: '${catalogue}' })`

const BROKEN_CHECK = `export default {
  id: 'numbers/double', sheet: '1a', title: 'Double', points: 1,
  entries: [{ name: 'double', parameters: [{ name: 'x', shape: 'float' }], returns: 'float' }],
  checks: [{ id: 'small', title: 'Small numbers', points: 1, visibility: 'visible', entries: ['double'],
    run: async () => { throw new Error('the table of the reference is empty') } }],
}
`

describe('npx vitest in a coursework repository', { timeout: 300_000 }, () => {
  let run: Run
  beforeAll(() => {
    run = runVitest({
      'right/submission.ts':
        'export function double(x: number): number { return x + x }\nexport const half = (x: number): number => 0.5 * x\n',
      'wrong/submission.ts': '\nexport function half(x: number): number { return x }\n',
      'wrong/double.py': 'def other(x): pass\n\ndef double(x): return 3 * x\n',
      'stopped/submission.ts': "export function double(x: number): number {\n  throw new Error('no\\n::error::\\u001b[31m')\n}\n",
      'unreadable/double.ts': 'export function double(x: number {\n',
      'package.json': '{"type":"module"}',
      'catalogue/numbers/double/exercise.js': BROKEN_CHECK,
      'catalogue/numbers/double/solution.js': 'export const double = (x) => 2 * x\n',
      'assay.test.ts': test(
        ...['right', 'wrong', 'stopped', 'unreadable'].map((dir) => describing(dir)),
        "describeSubmission('./right/submission.ts', { catalogue: 'catalogue' })",
      ),
    })
  }, 300_000)
  const find = (...path: readonly string[]): TestResult | undefined =>
    run.tests.find((one) => [...one.ancestorTitles, one.title].join(' > ') === path.join(' > '))
  const message = (...path: readonly string[]): string => find(...path)?.failureMessages.join('\n') ?? ''

  it('registers each visible check of each exercise, and no hidden one', () => {
    const titles = run.tests.filter(({ ancestorTitles }) => ancestorTitles[0] === 'right').map((one) => [one.ancestorTitles[1], one.title])
    expect(titles).toEqual([
      ['1a Double', 'Small numbers'],
      ['1b Half', 'Small numbers'],
    ])
    expect(run.text).not.toContain('Large numbers')
  })

  it('passes what is right', () => {
    expect(find('right', '1a Double', 'Small numbers')?.status).toBe('passed')
    expect(find('right', '1b Half', 'Small numbers')?.status).toBe('passed')
  })

  it('fails what is wrong with our finding, at the definition of the function that was asked', () => {
    expect(message('wrong', '1b Half', 'Small numbers')).toBe(
      `wrong answer: half is the expected value times 2.\nhalf is 3, expected 1.5: off by 1.5, allowed 1.5e-4. (case: half(3))\n    at half (${run.folder}/wrong/submission.ts:2:17)`,
    )
    expect(run.text).toContain('half wrong/submission.ts:2:17')
  })

  it.skipIf(lacks('python3', 'where vitest points in Python'))('points at a function in Python as well', () => {
    expect(message('wrong', '1a Double', 'Small numbers')).toContain(`at double (${run.folder}/wrong/double.py:3:5)`)
  })

  it("points at the line that stopped, and lets nothing in the student's words act", () => {
    expect(message('stopped', '1a Double', 'Small numbers')).toBe(
      `stopped with an error: double stopped with Error: no ::error::\\x1b[31m (submission.ts, line 2, column 9).\n    at double (${run.folder}/stopped/submission.ts:2:9)`,
    )
    expect(run.text).not.toMatch(/^\s*::error/m)
  })

  it('points at a syntax error', () => {
    expect(message('unreadable', '1a Double', 'Small numbers')).toMatch(
      /^could not be loaded: The file could not be read as code: .+ \(double\.ts, line 1, column \d+\)\.\n {4}at double \(.+\/unreadable\/double\.ts:1:\d+\)$/,
    )
  })

  it('skips what was not attempted and says why', () => {
    expect(find('stopped', '1b Half', 'Small numbers')?.status).toBe('skipped')
    expect(run.text).toContain('[not attempted: There is no function half; the submission has double.]')
  })

  it("fails a check of ours that went wrong, and says that it is no fault of the student's", () => {
    const says = message('submission.ts', '1a Double', 'Small numbers')
    expect(says).toContain('could not be graded: This could not be graded: the table of the reference is empty.')
    expect(says).toContain('Your code is not at fault')
    expect(says).not.toContain('    at ')
  })

  it('shows no frame of ours, no difference and no property of an error', () => {
    expect(run.text).not.toMatch(/cli\/vitest|checks\/|grading\/|Serialized Error|^\s*[-+] (Expected|Received)/m)
  })

  it('ends with 1', () => expect(run.status).toBe(1))
})

describe('npx vitest', { timeout: 300_000 }, () => {
  it('ends with 0 when everything attempted is right, and looks only at what a name filter leaves', () => {
    const files = {
      'mine/double.ts':
        "import { appendFileSync } from 'node:fs'\nappendFileSync('LOADED', 'x')\nexport const double = (x: number) => 2 * x\n",
      'mine/half.ts': 'for (;;) {}\n',
    }
    const run = runVitest({ ...files, 'assay.test.ts': test(describing('mine')) }, ['-t', 'Double'])
    expect(run.text).not.toContain('still loading')
    expect(run.tests.map((one) => [one.ancestorTitles[1], one.status])).toEqual([
      ['1a Double', 'passed'],
      ['1b Half', 'skipped'],
    ])
    expect(run.status).toBe(0)
  })

  it('says in a sentence what is wrong with the folder or the options', () => {
    const run = runVitest({
      'mine/double.ts': '',
      'a.test.ts': test(describing('nowhere')),
      'b.test.ts': test(`describeSubmission('mine', { only: ['dubble'], catalogue: '${SMALL_SHEET}' })`),
    })
    expect(run.status).toBe(1)
    expect(run.text).toContain('UsageError: nowhere: cannot be read: no such file or folder')
    expect(run.text).toContain('UsageError: --only dubble: no such exercise; did you mean numbers/double?')
    expect(run.text).not.toMatch(/cli\/(hand-ins|select-exercises)/)
  })
})

describe('package.json', () => {
  it('exports assay/vitest from where the compiler puts the adapter', () => {
    const { exports } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
      exports: Record<string, Record<string, string>>
    }
    const { types, default: code } = exports['./vitest'] as Record<string, string>
    const source = code?.replace(/^\.\/dist\//, '').replace(/\.js$/, '.ts') as string
    expect(types).toBe(code?.replace(/\.js$/, '.d.ts'))
    expect(statSync(join(ROOT, source)).ino).toBe(statSync(join(import.meta.dirname, 'describe-submission.ts')).ino)
  })
})
