import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import pLimit from 'p-limit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Case, caseSet, closeToReference, exact } from '#checks'
import { gradeSubmission } from '#grading/engine/grade'
import { createMemo } from '#grading/engine/memo'
import { writtenFindings } from '#grading/messages/finding-text'
import type { Exercise } from '#grading/model/exercise'
import type { StudentResult } from '#grading/model/result'
import { DEFAULT_LIMITS } from '#grading/model/session'
import type { Submission } from '#grading/model/submission'
import { studentConsole } from '#reports/console/student-console'
import { annotations } from '#reports/github/annotations'
import { stepSummary } from '#reports/github/step-summary'
import { html } from '#reports/html/html'
import { junit } from '#reports/junit/junit'
import { isShortRun, lacks, leftOut, SHORT_RUN } from '#tools/testing/require-tool'
import { findPython, versionOf } from '../adapters/python/interpreter.ts'
import { openSubmission } from '../open.ts'
import { readerOf } from '../reader/reader.ts'
import { inProcess } from '../session/in-process.ts'
import { type Attack, readAttacks } from './hostile/attacks.ts'
import { type Battlefield, openBattlefield, type Task } from './hostile/battlefield.ts'
import { type Fought, fight } from './hostile/fight.ts'
import { sandboxes } from './index.ts'
import type { Sandbox } from './sandbox.ts'

const ATTACKS = readAttacks(join(import.meta.dirname, '../../fixtures/hostile'))
/** At a time: two cores, and many attacks only wait for their end. */
const JOBS = 4
/** What a busy machine may take longer: a deadline that is not kept takes for ever. */
const BUSY_MS = 30_000
const NUMBERS = [1, 2, 3]

const python = await findPython()
const numpy = python && (await versionOf(python))
lacks('bwrap', 'attacks on the sandbox')
lacks('numpy', 'attacks with arrays')
const present: { readonly name: string; readonly sandbox: Sandbox }[] = []
for (const sandbox of sandboxes) if ((await sandbox.probe()).available) present.push({ name: sandbox.name, sandbox })
// The plain process is the control: what comes through there shows that an attack attacks.
const short = present.length > 1 && isShortRun()
leftOut(short, `attacks on the plain process: ${SHORT_RUN}`)
const fields = short ? present.filter(({ name }) => name !== 'process') : present
const runnable = ATTACKS.filter(({ needs }) => needs === 'node' || (needs === 'python' ? python : numpy) !== undefined)

let field: Battlefield
const fought = new Map<string, Map<string, Fought>>()

beforeAll(async () => {
  field = await openBattlefield()
})
afterAll(() => {
  field?.close()
  process.stdout.write(closingTable())
})

describe('the attack suite', () => {
  it('holds at least eighty attacks', () => {
    expect(ATTACKS.length).toBeGreaterThanOrEqual(80)
  })
})

describe.each(fields)('attacks on the sandbox $name', ({ name, sandbox }) => {
  const isolates = name !== 'process'
  const run = runnable.filter((attack) => isolates || attack.outside !== 'not run')
  const results = new Map<string, Fought>()
  const neighbour: unknown[] = []
  let descriptors = 0

  beforeAll(async () => {
    fought.set(name, results)
    const honest = await openHonest(sandbox)
    await honest.session('hostile/attack').call('honest', [0])
    // What a sandbox and its reader keep for the whole run is open by now.
    descriptors = openDescriptors()
    const limit = pLimit(JOBS)
    const one = async (attack: Attack, i: number): Promise<void> => {
      results.set(attack.id, await fight(attack, { sandbox, field, grade }))
      neighbour[i] = await honest.session('hostile/attack').call('honest', [i])
    }
    await Promise.all(run.map((attack, i) => limit(() => one(attack, i))))
    await honest.close()
  }, 1_800_000)

  it.each(run.map((attack) => ({ ...attack, attack })))('$id: $what', ({ id, attack }) => {
    const { verdicts, attackMs, remains, left, result } = results.get(id) as Fought
    const verdict = isolates ? attack.expects : attack.outside
    if (verdict !== 'any') expect(verdicts.attack, `verdict of the attack (${said(result)})`).toBe(verdict)
    expect(verdicts.before, 'verdict of its honest function').toBe(attack.honest)
    if (attack.after !== 'any') expect([verdicts.after, verdicts.later], 'verdicts after it').toEqual([attack.after, attack.after])
    expect(attackMs, 'its deadline').toBeLessThan(2 * attack.limit * 1000 + BUSY_MS)
    const outlived = [...(remains.length > 0 ? ['process'] : []), ...left]
    expect(outlived, 'what it left').toEqual(isolates || attack.leaves === undefined ? [] : [attack.leaves])
    if (isolates || verdict !== 'accepted') expect(leaks(result), 'what a student can see').toEqual([])
  })

  it('leaves the answers of an honest neighbour as they are', () => {
    expect(neighbour).toHaveLength(run.length)
    expect(neighbour.map((answer) => (answer as { value?: unknown }).value)).toEqual(run.map((_, i) => 2 * i + 1))
  })

  it('leaves the grader as it was', () => {
    expect(openDescriptors()).toBeLessThan(descriptors + 10)
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined()
  })

  if (isolates) {
    it.each(['d02-fork-bomb-at-work.py', 'd06-heap-bomb.js', 'd05-buffers.js'])(
      'gives an honest student beside %s what it would be given alone',
      async (id) => {
        const bomb = runnable.find((attack) => attack.id === id)
        if (bomb === undefined) return
        const done = fight(bomb, { sandbox, field, grade })
        const answers: unknown[] = []
        for (let i = 0; i < 3; i++) {
          const honest = await openHonest(sandbox)
          answers.push(await honest.session('hostile/attack').call('honest', [i]))
          await honest.close()
        }
        expect((await done).verdicts.attack).toBe(bomb.expects)
        expect(answers.map((answer) => (answer as { value?: unknown }).value)).toEqual([1, 3, 5])
      },
    )

    it('lets none of them come through', () => {
      expect([...results].filter(([, { verdicts }]) => verdicts.attack === 'accepted').map(([id]) => id)).toEqual([])
    })
  } else {
    it('lets many of them come through, as its description says', () => {
      const through = [...results].filter(([, { verdicts }]) => verdicts.attack === 'accepted')
      expect(through.length).toBeGreaterThan(20)
    })
  }
})

/** `before` and `later` can be seen by students, `attack` and `after` are hidden. */
function grade(submission: Submission, attack: Attack, task: Task): Promise<StudentResult> {
  const asked: Case = { args: [JSON.stringify(task)] }
  const honest = (id: string, x: number, visibility: 'visible' | 'hidden') =>
    closeToReference({ ...base(id, visibility), entry: 'honest', cases: caseSet(id, () => [{ args: [x] }]) })
  const hostile = { ...base('attack', 'hidden'), entry: 'attack', cases: caseSet('attack', () => [asked]) }
  const prize = attack.prize === 'secret' ? field.prize : 'done'
  const exercise: Exercise = {
    id: 'hostile/attack',
    sheet: '1',
    title: 'Hostile',
    points: 4,
    entries: [],
    checks: [
      honest('before', 3, 'visible'),
      attack.prize === 'numbers' ? closeToReference({ ...hostile, expected: () => NUMBERS }) : exact({ ...hostile, expected: () => prize }),
      honest('after', 4, 'hidden'),
      honest('later', 5, 'visible'),
    ],
  }
  const reference = inProcess({ honest: (x: number) => 2 * x + 1, attack: () => prize })
  return gradeSubmission(submission, [exercise], { reference: () => reference, seed: 1, visibility: 'all', memo: createMemo() })
}

function base(id: string, visibility: 'visible' | 'hidden') {
  return { id, title: id, points: 1, visibility }
}

function openHonest(sandbox: Sandbox): Promise<Submission> {
  const path = join(import.meta.dirname, 'hostile/honest.js')
  return openSubmission(path, {
    id: 'neighbour',
    exercises: [{ id: 'hostile/attack' }],
    sandbox,
    reader: readerOf(sandbox),
    limits: { ...DEFAULT_LIMITS, submissionMs: 1_800_000 },
  })
}

/** Why the attack was judged as it was. */
function said({ exercises }: StudentResult): string {
  const judged = exercises.flatMap(({ checks }) => checks).filter(({ id }) => id === 'attack')
  return judged
    .flatMap(writtenFindings)
    .map(({ text }) => text)
    .join(' ')
}

/** Marker bytes of hidden inputs and reference values, and anything that acts, in what a student is shown. */
function leaks(result: StudentResult): string[] {
  const view = { run: { schema: 1, assay: '0', seed: 1, students: [result] } as const, statements: new Map<string, string>() }
  const pages = html.render(view).filter(({ path }) => path.startsWith('students/'))
  const shown = new Map([
    ...[...pages, ...junit.render(view)].map(({ path, content }) => [path, content] as const),
    ['summary', stepSummary(result)],
    ['annotations', annotations(result, () => undefined).join('\n')],
    ['console', studentConsole(result, { colour: false, width: 80 })],
  ])
  const everywhere = [field.prize, field.hidden, '\x1b', '\u202e']
  const forbidden = (where: string): string[] => [
    ...everywhere,
    ...(where.endsWith('.html') ? ['<script', '<img'] : []),
    ...(where === 'annotations' ? ['\n::add-mask', '##['] : []),
  ]
  return [...shown].flatMap(([where, text]) =>
    forbidden(where)
      .filter((bytes) => text.includes(bytes))
      .map((bytes) => `${JSON.stringify(bytes)} in ${where}`),
  )
}

function openDescriptors(): number {
  return readdirSync('/proc/self/fd').length
}

/** attack × sandbox → verdict; the plain process is the control. */
function closingTable(): string {
  const names = [...fought.keys()]
  const verdict = (name: string, id: string): string => fought.get(name)?.get(id)?.verdicts.attack ?? 'not run'
  const rows = runnable.map(({ id, what }) => [id, ...names.map((name) => verdict(name, id)), what])
  const counts = names.map((name) => {
    const all = [...(fought.get(name)?.values() ?? [])]
    return `${name}: ${all.filter(({ verdicts }) => verdicts.attack === 'accepted').length} of ${all.length} attacks came through`
  })
  const all = [['attack', ...names, 'what it does'], ...rows]
  const widths = all[0]?.map((_, column) => Math.max(...all.map((row) => row[column]?.length ?? 0))) ?? []
  const lines = all.map((row) =>
    row
      .map((cell, i) => cell.padEnd(widths[i] ?? 0))
      .join('  ')
      .trimEnd(),
  )
  return `\n${[...lines, '', ...counts].join('\n')}\n`
}
