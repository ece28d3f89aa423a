import { fork } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { builtPath, LOADER } from '#tools/testing/built/built'
import { temporaryFolder } from '#tools/testing/temporary-folder'
import { createPool } from './pool.ts'

const PATIENCE = { silentSeconds: 60, checkSeconds: 120, memoryMiB: 700 }

/** An exercise of checks that note each run of theirs in a file and then do this. */
function sheetOf(bodies: Readonly<Record<string, string>>): string {
  const checks = Object.entries(bodies).map(
    ([id, body]) => `{
      id: '${id}', title: 'Check ${id}', points: 1, visibility: 'visible', entries: [],
      async run(subject) { appendFileSync(new URL('log', import.meta.url), '${id}\\n'); ${body}; return accepted },
    }`,
  )
  return temporaryFolder({
    'package.json': '{"type":"module"}',
    'plan/ted/log': '',
    'plan/ted/solution.js': 'export const double = (x) => 2 * x',
    'plan/ted/exercise.js': `
      import { appendFileSync } from 'node:fs'
      const accepted = { verdict: 'accepted', fraction: 1, findings: [] }
      export default { id: 'plan/ted', sheet: '1', title: 'Planted', points: ${checks.length}, entries: [{ name: 'double', parameters: [], returns: 'float' }],
        checks: [${checks.join(',\n')}] }`,
  })
}

type Students = readonly string[] | Readonly<Record<string, string | undefined>>

/** @param given - their names, or what they hand in by name. */
async function gradeWith(bodies: Readonly<Record<string, string>>, given: Students, patience = PATIENCE) {
  const catalogue = sheetOf(bodies)
  const handedIn = Array.isArray(given) ? given.map((id) => [id, undefined]) : Object.entries(given)
  const students: readonly string[] = handedIn.map(([id]) => id)
  const folder = temporaryFolder(
    Object.fromEntries(handedIn.map(([id, code]) => [`${id}/submission.js`, code ?? 'export const double = (x) => 2 * x'])),
  )
  const pool = createPool({ setup: { catalogue, exercises: ['plan/ted'], seed: 1, sandbox: 'process' }, patience })
  onTestFinished(() => pool.close())
  const results = []
  for (const id of students) results.push(await pool.grade({ id, path: join(folder, id) }))
  const verdicts = results.map(({ exercises: [exercise] }) => exercise?.checks.map(({ id, verdict }) => `${id} ${verdict}`))
  const reasons = results.map(({ exercises: [exercise] }) =>
    exercise?.checks.flatMap(({ findings }) => findings.flatMap((finding) => (finding.code === 'judging-error' ? [finding.reason] : []))),
  )
  return { results, verdicts, reasons, runs: readFileSync(join(catalogue, 'plan/ted/log'), 'utf8').trim().split('\n') }
}

const CALLS = "const answer = await subject.call('double', [2]); if (answer.value !== 4) throw new Error('no answer')"

/** Each process that is brought down costs the start of another. */
const STARTS = 300_000

describe('a check that goes wrong', { timeout: STARTS }, () => {
  it.each([
    ['loops', 'for (;;) {}', 'the check did not return within 2 s'],
    ['ends the process', 'process.exit(7)', 'the check ended the grading process (exit code 7)'],
    ['fails where nobody waits', "setImmediate(() => { throw new Error('stray') }); await new Promise(() => {})", 'exit code 1'],
    ['fills the heap', 'const kept = []; for (;;) kept.push(new Array(1000).fill(kept.length))', 'memory'],
    ['fills the memory outside of it', 'const kept = []; for (;;) { kept.push(Buffer.alloc(2e7, 1)); await null }', 'memory'],
  ])('is a judging error alone when it %s: what came before is kept, what comes after is judged', async (_what, body, reason) => {
    const patience = body === 'for (;;) {}' ? { ...PATIENCE, silentSeconds: 2 } : PATIENCE
    const { verdicts, reasons, runs, results } = await gradeWith({ before: CALLS, culprit: body, after: CALLS }, ['ada'], patience)
    expect(verdicts).toEqual([['before accepted', 'culprit judging-error', 'after accepted']])
    expect(reasons[0]?.[0]).toContain(reason)
    // Once for the student and once for the reference.
    expect(runs).toEqual(['before', 'culprit', 'culprit', 'after'])
    expect(results[0]).toMatchObject({ score: 200, max: 300, pending: 100 })
  })

  it('is a judging error when it never comes to an end without looping', async () => {
    const patience = { ...PATIENCE, checkSeconds: 8 }
    // What comes after it asks nothing: that takes no time on any machine.
    const { verdicts, reasons } = await gradeWith({ culprit: 'await new Promise(() => {})', after: '' }, ['ada'], patience)
    expect(verdicts).toEqual([['culprit judging-error', 'after accepted']])
    expect(reasons).toEqual([['the check did not finish within 8 s']])
  })

  it('does not hinder the students after it, and is given up when the reference brings it down as well', async () => {
    const students = ['ada', 'bob', 'cyd', 'dee', 'eve']
    const { verdicts, runs } = await gradeWith({ culprit: 'process.exit(1)', after: CALLS }, students)
    expect(verdicts).toEqual(students.map(() => ['culprit judging-error', 'after accepted']))
    expect(runs.filter((id) => id === 'culprit')).toHaveLength(2)
    expect(runs.filter((id) => id === 'after')).toHaveLength(5)
  })

  it('is not given up for an answer that only some give: they lose its points, and no one else does', async () => {
    const wild =
      "const { value } = await subject.call('double', [2]); if (value === 5) process.exit(1); if (value !== 4) throw new Error('no answer')"
    const wrong = 'export const double = () => 5'
    const students = { ada: wrong, bob: wrong, cyd: wrong, dee: undefined }
    const { verdicts, results, runs } = await gradeWith({ before: CALLS.replace('!== 4', '=== 6'), culprit: wild }, students)
    const lost = ['before accepted', 'culprit wrong-answer']
    expect(verdicts).toEqual([lost, lost, lost, ['before accepted', 'culprit accepted']])
    expect(results.map(({ score, pending }) => [score, pending])).toEqual([...Array(3).fill([100, 0]), [200, 0]])
    // Twice for each, once for the last, and once for the reference.
    expect(runs.filter((id) => id === 'culprit')).toHaveLength(8)
    expect(results[0]?.exercises[0]?.checks[1]?.findings).toMatchObject([{ code: 'remark', severity: 'error' }])
  })

  it('is run once more where the machine alone may have been at fault', async () => {
    const first = "(await import('node:fs')).readFileSync(new URL('log', import.meta.url), 'utf8') === 'culprit\\n'"
    const { verdicts } = await gradeWith({ culprit: `${CALLS}; if (${first}) process.exit(1)` }, ['ada', 'bob'])
    expect(verdicts).toEqual([['culprit accepted'], ['culprit accepted']])
  })
})

describe('a grading process', () => {
  it.each([
    ['while it starts', 0],
    ['when it waits for work', 1],
  ])('ends, and its files with it, when whoever started it is gone %s', async (_when, beats) => {
    const folder = temporaryFolder({ 'assay-grader-1/ada/submission.js': '' })
    const main = builtPath('grading/runner/grader/main.ts')
    const child = fork(main, [join(folder, 'assay-grader-1')], { execArgv: [...LOADER], stdio: 'ignore' })
    onTestFinished(() => void child.kill('SIGKILL'))
    if (beats > 0) await once(child, 'message')
    child.disconnect()
    expect(await once(child, 'exit')).toEqual([0, null])
    expect(readdirSync(folder)).toEqual([])
  })
})

describe('a pool', () => {
  it('leaves no process and no temporary file behind, not even of a submission that loops when it is closed', async () => {
    const catalogue = sheetOf({ waits: "await subject.call('double', [2])" })
    const folder = temporaryFolder({ 'ada/submission.js': 'export const double = () => { for (;;) {} }' })
    const temporary = temporaryFolder()
    const before = process.env.TMPDIR
    process.env.TMPDIR = temporary
    onTestFinished(() => {
      if (before === undefined) delete process.env.TMPDIR
      else process.env.TMPDIR = before
    })
    const pool = createPool({ setup: { catalogue, exercises: ['plan/ted'], seed: 1, sandbox: 'process' }, patience: PATIENCE })
    const graded = pool.grade({ id: 'ada', path: join(folder, 'ada') })
    while (readFileSync(join(catalogue, 'plan/ted/log'), 'utf8') === '') await new Promise((resolve) => setTimeout(resolve, 50))
    const refused = expect(graded).rejects.toThrow('grading was stopped')
    await pool.close()
    await refused
    expect(readdirSync(temporary).filter((name) => name.startsWith('assay-'))).toEqual([])
  })
})
