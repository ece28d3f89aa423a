import { expect, it } from 'vitest'
import { gradeSubmission } from '#grading/engine/grade'
import { createMemo, type Memo } from '#grading/engine/memo'
import type { Exercise } from '#grading/model/exercise'
import type { StudentResult } from '#grading/model/result'
import type { Answer, Session } from '#grading/model/session'
import type { Args } from '#grading/model/value'
import { loadCatalogue } from '#grading/sheet/catalogue'
import { inProcess } from '#submissions'
import { recording } from '#submissions/session/replay'
import { recordExercise } from './record.ts'
import { readRecording, writeRecording } from './recording.ts'

const KIT = 11
const POINTS_OF_SHEET = 100
const MOST = 5

const entries = (await loadCatalogue()).filter(({ exercise }) => exercise.entries.length > 0 && (exercise.limits?.callMs ?? 0) < 60_000)
const references = new Map<string, Session>()
for (const { exercise, loadSolution } of entries) references.set(exercise.id, inProcess(await loadSolution()))

type Table = ReadonlyMap<string, Answer>
const keyOf = (entry: string, args: Args): string =>
  JSON.stringify([entry, args], (_, value) => (value instanceof Map ? [...value] : value))

/** All that a kit says about right answers, and those to all other inputs that it holds: whoever has the kit can work them out. */
async function tablesOf(seed: number): Promise<ReadonlyMap<string, Table>> {
  const asked = new Map([...references].map(([id, session]) => [id, recording(session)]))
  await graded((id) => asked.get(id) as Session, seed, 'visible')
  const tables = new Map<string, Table>()
  for (const { exercise } of entries) {
    const visible = exercise.checks.filter(({ visibility }) => visibility === 'visible')
    const recorded = await recordExercise(exercise, visible, references.get(exercise.id) as Session, seed)
    const { answers } = readRecording(writeRecording(recorded))
    const all = [...answers, ...(asked.get(exercise.id)?.answers() ?? [])]
    tables.set(exercise.id, new Map(all.map(({ entry, args, answer }) => [keyOf(entry, args), answer])))
  }
  return tables
}

/** Looks every answer up and computes nothing. */
function lookup(table: Table, otherwise: (args: Args) => Answer): Session {
  const answer = (entry: string, args: Args): Answer => table.get(keyOf(entry, args)) ?? otherwise(args)
  return {
    call: async (entry, args) => answer(entry, args),
    callMany: async (entry, argsList) => argsList.map((args) => answer(entry, args)),
    close: async () => {},
  }
}

const thrown: Answer = { ok: false, fault: { kind: 'exception', name: 'Error', message: 'unknown' }, usage: { ms: 0 } }
const throws = (): Answer => thrown
const givesArgumentBack = ([first = null]: Args): Answer => ({ ok: true, value: first, usage: { ms: 0 } })

/** What the reference answers is the same in each run with one seed. */
const memos = new Map<number, Memo>()
function memoOf(seed: number): Memo {
  const memo = memos.get(seed) ?? createMemo()
  memos.set(seed, memo)
  return memo
}

async function graded(sessionOf: (id: string) => Session, seed: number, visibility: 'all' | 'visible' = 'all'): Promise<StudentResult> {
  return gradeSubmission(
    {
      ...{ id: 'ada', kind: 'typescript', hash: '', declared: new Map(), answers: new Map(), remarks: [] },
      session: sessionOf,
      output: () => ({ stdout: '', stderr: '' }),
      close: async () => {},
    },
    entries.map(({ exercise }): Exercise => exercise),
    { reference: (id) => references.get(id) as Session, seed, visibility, memo: memoOf(seed) },
  )
}

it('a table of the recorded answers of a kit earns next to nothing where the graded run has another seed, and little where it has the same', async () => {
  const tables = await tablesOf(KIT)
  expect([...tables.values()].reduce((sum, table) => sum + table.size, 0)).toBeGreaterThan(1000)
  const figures = new Map<string, number>()
  for (const [name, otherwise] of Object.entries({ throws, givesArgumentBack })) {
    const looked = (id: string): Session => lookup(tables.get(id) ?? new Map(), otherwise)
    const nothing = (await graded(() => lookup(new Map(), otherwise), KIT + 1)).score / 100
    const other = (await graded(looked, KIT + 1)).score / 100
    const same = await graded(looked, KIT)
    figures
      .set(`${name}, nothing looked up`, nothing)
      .set(`${name}, another seed`, other)
      .set(`${name}, the same seed`, same.score / 100)
    expect(other, `${name}: of ${POINTS_OF_SHEET}`).toBeLessThanOrEqual(MOST)
    const found = same.exercises.flatMap(({ checks }) => checks.flatMap(({ findings }) => findings.map(({ code }) => code)))
    expect(found.filter((code) => code === 'known-inputs-only').length).toBeGreaterThan(20)
  }
  process.stdout.write(`looked up in a kit, of ${POINTS_OF_SHEET} points: ${JSON.stringify(Object.fromEntries(figures))}\n`)
}, 180_000)
