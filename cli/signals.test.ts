import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readdirSync, readFileSync, readlinkSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, it, onTestFinished } from 'vitest'
import { allProcesses, processStat } from '#grading/runner/run/process-stat'
import { builtPath, LOADER } from '#tools/testing/built/built'
import { temporaryFolder } from '#tools/testing/temporary-folder'

const ROOT = join(import.meta.dirname, '..')
const ADAPTER = builtPath('kit/vitest/describe-submission.ts')
/** Two seconds for a person; a machine that is busy with other tests takes its time. */
const PATIENCE_MS = 30_000

/** The command line as `main.ts` runs it, with other exercises. */
const SCRIPT = `
  import { interrupt } from '${builtPath('cli/interrupt.ts')}'
  const { startProgram } = await import('${builtPath('cli/start-program.ts')}')
  const { buildProgram } = await import('${builtPath('cli/program.ts')}')
  const [catalogue] = process.argv.splice(1, 1)
  process.argv.splice(1, 0, '')
  await startProgram(async () => (io, done) => buildProgram({ ...io, catalogue }, done), interrupt)`

/** Its one check loops on the answer 42, as a check of ours might on something nobody thought of. */
const SHEET = {
  'package.json': '{"type":"module"}',
  'sheet/plan/ted/solution.js': 'export const double = (x) => 2 * x',
  'sheet/plan/ted/exercise.js': `
    import { writeFileSync } from 'node:fs'
    async function run(subject) {
      const answer = await subject.call('double', [2])
      if (answer.ok && answer.value === 42) {
        writeFileSync(new URL('../../../begun', import.meta.url), '')
        for (;;) {}
      }
      return { verdict: 'accepted', fraction: 1, findings: [] }
    }
    export default { id: 'plan/ted', sheet: '1', title: 'Planted', points: 1, entries: [{ name: 'double', parameters: [], returns: 'float' }],
      checks: [{ id: 'only', title: 'Only', points: 1, visibility: 'visible', entries: ['double'], run }] }`,
}

const HOSTILE = {
  'loops when it is loaded': (begin: string) => `${begin}; for (;;) {}`,
  'loops in a call': (begin: string) => `exports.double = () => { ${begin}; for (;;) {} }`,
  'prints without end': (begin: string) => `exports.double = () => { ${begin}; for (;;) require('node:fs').writeSync(1, '.') }`,
  'answers with what a check of ours loops on': () => 'exports.double = () => 42',
} as const

interface Scene {
  readonly folder: string
  start(command: string, args: readonly string[]): ChildProcess
  begun(child: ChildProcess): Promise<void>
}

/** A folder of its own for everything temporary: what is left behind shows there, and in the process table by its name. */
function scene(submission: (begin: string) => string, files: Readonly<Record<string, string>> = {}): Scene {
  const folder = temporaryFolder({ ...SHEET, 'tmp/.keep': '', ...files })
  const mine = temporaryFolder({ 'submission.cjs': submission(`require('node:fs').writeFileSync('${folder}/begun', '')`) })
  return {
    folder,
    start(command, args) {
      const { NODE_OPTIONS, ...env } = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('VITEST')))
      const child = spawn(command, [...args.map((word) => (word === 'MINE' ? mine : word))], {
        cwd: command === process.execPath ? ROOT : folder,
        env: { ...env, TMPDIR: join(folder, 'tmp'), MINE: mine },
        stdio: 'ignore',
        detached: true,
      })
      onTestFinished(() => {
        for (const pid of [child.pid as number, ...presentIn(folder)]) {
          try {
            process.kill(pid, 'SIGKILL')
          } catch {
            // It has ended, as it should.
          }
        }
      })
      return child
    },
    async begun(child) {
      while (!existsSync(join(folder, 'begun')) && child.exitCode === null) await sleep(20)
      expect(child.exitCode).toBeNull()
      await sleep(300 * Math.random())
    },
  }
}

const commandLine = (folder: string, words: readonly string[]): readonly string[] => [
  ...[...LOADER, '--input-type=module', '--eval', SCRIPT, '--', join(folder, 'sheet')],
  ...words,
]

/** Processes that have to do with this folder: by what they were told, where they are, and their environment. */
function presentIn(folder: string): readonly number[] {
  const tmp = join(folder, 'tmp')
  return allProcesses().filter(
    (pid) =>
      pid !== process.pid &&
      processStat(pid) !== undefined &&
      [of(pid, 'cmdline'), of(pid, 'environ'), placeOf(pid)].some((text) => text.includes(tmp)),
  )
}

function of(pid: number, what: 'cmdline' | 'environ'): string {
  try {
    return readFileSync(`/proc/${pid}/${what}`, 'utf8')
  } catch {
    return ''
  }
}

function placeOf(pid: number): string {
  try {
    return readlinkSync(`/proc/${pid}/cwd`)
  } catch {
    return ''
  }
}

/** After the process has ended; the kernel may still be at ending the others. */
async function nothingLeft(folder: string): Promise<void> {
  for (const started = Date.now(); presentIn(folder).length > 0 && Date.now() - started < PATIENCE_MS; ) await sleep(50)
  expect(presentIn(folder).map((pid) => `${pid} ${of(pid, 'cmdline')}`)).toEqual([])
  expect(readdirSync(join(folder, 'tmp')).filter((name) => name.startsWith('assay-'))).toEqual([])
}

async function endOf(child: ChildProcess): Promise<number | null> {
  const late = setTimeout(() => child.kill('SIGKILL'), PATIENCE_MS)
  const code = child.exitCode ?? (await once(child, 'exit'))[0]
  clearTimeout(late)
  return code
}

describe('a signal ends', { timeout: 240_000 }, () => {
  const gate = ['gate', 'MINE', '--min', '50', '--sandbox', 'process']
  it.each([
    ['check', ['check', 'MINE'], 'loops when it is loaded', 'SIGTERM'],
    ['check', ['check', 'MINE', '--json'], 'loops in a call', 'SIGINT'],
    ['gate', gate, 'prints without end', 'SIGTERM'],
    ['gate', gate, 'answers with what a check of ours loops on', 'SIGINT'],
    ['check --watch', ['check', 'MINE', '--watch'], 'answers with what a check of ours loops on', 'SIGTERM'],
  ] as const)('%s %j while the submission %s: %s', async (_, words, how, signal) => {
    const { folder, start, begun } = scene(HOSTILE[how])
    const child = start(process.execPath, commandLine(folder, words))
    await begun(child)
    child.kill(signal)
    expect(await endOf(child)).toBe(signal === 'SIGTERM' ? 143 : 130)
    await nothingLeft(folder)
  })

  it('at once when it comes a second time', async () => {
    const { folder, start, begun } = scene(HOSTILE['answers with what a check of ours loops on'])
    const child = start(process.execPath, commandLine(folder, ['check', 'MINE']))
    await begun(child)
    child.kill('SIGINT')
    await sleep(50)
    child.kill('SIGINT')
    expect(await endOf(child)).toBe(130)
    await nothingLeft(folder)
  })

  it('vitest while a check of ours loops', async () => {
    const test = `import { describeSubmission } from '${ADAPTER}'\ndescribeSubmission(process.env.MINE, { catalogue: 'sheet' })`
    const { folder, start, begun } = scene(HOSTILE['answers with what a check of ours loops on'], { 'assay.test.ts': test })
    const child = start(join(ROOT, 'node_modules/.bin/vitest'), ['run'])
    await begun(child)
    child.kill('SIGINT')
    expect(await endOf(child)).toBe(130)
    await nothingLeft(folder)
  })
})

describe('a grading process that loops', { timeout: 240_000 }, () => {
  it('ends with what it started when whoever started it was killed', async () => {
    const { folder, start, begun } = scene(HOSTILE['answers with what a check of ours loops on'])
    const child = start(process.execPath, commandLine(folder, ['check', 'MINE']))
    await begun(child)
    child.kill('SIGKILL')
    await endOf(child)
    await nothingLeft(folder)
  })
})
