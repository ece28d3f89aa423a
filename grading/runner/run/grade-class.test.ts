import { describe, expect, it } from 'vitest'
import { fakeIo } from '#tools/testing/fake-io'
import { type Append, startJournal } from '../../engine/journal.ts'
import { readJournal } from '../../engine/read-journal.ts'
import type { StudentResult } from '../../model/result.ts'
import { appendTo } from '../files/output-folder.ts'
import { type ClassWork, gradeClass } from './grade-class.ts'

function resultOf(id: string, verdict: 'accepted' | 'time-limit' = 'accepted'): StudentResult {
  const score = verdict === 'accepted' ? 100 : 0
  const check = {
    id: 'c',
    title: 'C',
    visibility: 'visible' as const,
    verdict,
    fraction: score / 100,
    score,
    max: 100,
    findings: [],
    ms: 0,
  }
  const exercise = { id: 'u/e', sheet: '1', title: 'E', status: 'full' as const, score, max: 100, checks: [check] }
  const output = { stdout: '', stderr: '' }
  return { id, kind: 'python', hash: 'h', score, max: 100, pending: 0, exercises: [exercise], remarks: [], output }
}

const handIns = (...ids: readonly string[]) => ids.map((id) => ({ id, path: `/class/${id}` }))
const HEADER = { assay: '1.0.0', seed: 1, exercises: ['u/e'], startedAt: '2026-01-01T00:00:00.000Z' }

/** Grades with a journal that is kept in memory. */
async function gradeWith(part: Partial<ClassWork> & Pick<ClassWork, 'handIns'>, append?: Append) {
  let text = ''
  const keep: Append = async (line) => {
    text += line
  }
  const io = fakeIo()
  const results = await gradeClass(
    {
      kept: new Map(),
      exercises: [],
      jobs: 1,
      journal: await startJournal(append ?? keep, HEADER),
      load: { overloadedSince: () => false },
      gradeOne: async ({ id }) => resultOf(id),
      ...part,
    },
    io,
  )
  return { results, contents: readJournal(text), text, stderr: io.stderr() }
}

describe('the order of writing', () => {
  /** What happens to the journal's file and when the next student is begun, in the order in which it ends. */
  async function eventsWith(appendOf: (file: Parameters<typeof appendTo>[0]) => Append): Promise<readonly string[]> {
    const events: string[] = []
    const later = () => new Promise<void>((resolve) => setTimeout(resolve, 5))
    const file = {
      writeFile: async (text: unknown) => {
        await later()
        events.push(`write ${/"type":"(\w+)"/.exec(String(text))?.[1]}`)
      },
      datasync: async () => {
        await later()
        events.push('sync')
      },
      truncate: async () => {},
    }
    const gradeOne: ClassWork['gradeOne'] = async ({ id }) => {
      events.push(`begin ${id}`)
      return resultOf(id)
    }
    await gradeWith({ handIns: handIns('ada', 'bob'), gradeOne }, appendOf(file))
    return events
  }
  const RIGHT = ['write run', 'sync', 'begin ada', 'write student', 'sync', 'begin bob', 'write student', 'sync']

  it('is: write, fdatasync, next student', async () => {
    expect(await eventsWith((file) => appendTo(file, 0))).toEqual(RIGHT)
  })

  it.each<[string, (file: Parameters<typeof appendTo>[0]) => Append]>([
    ['is never synced', (file) => (text) => file.writeFile(text)],
    [
      'is synced without waiting for it',
      (file) => async (text) => {
        await file.writeFile(text)
        void file.datasync()
      },
    ],
    [
      'is synced before it is written',
      (file) => async (text) => {
        await file.datasync()
        await file.writeFile(text)
      },
    ],
  ])('is seen to be wrong where a journal %s', async (_what, planted) => {
    expect(await eventsWith(planted)).not.toEqual(RIGHT)
  })
})

describe('a time limit on an overloaded machine', () => {
  const attempts = (verdicts: Readonly<Record<string, readonly ('accepted' | 'time-limit')[]>>) => {
    const begun: string[] = []
    const gradeOne: ClassWork['gradeOne'] = async ({ id }) => {
      begun.push(id)
      return resultOf(id, verdicts[id]?.[begun.filter((one) => one === id).length - 1])
    }
    return { begun, gradeOne, handIns: handIns(...Object.keys(verdicts)) }
  }
  const overloaded = { overloadedSince: () => true }

  it('does not count: the submission is graded again, alone, when all others are done', async () => {
    const { begun, ...work } = attempts({ ada: ['time-limit', 'accepted'], bob: ['accepted'], cyd: ['accepted'] })
    const { results, contents, text, stderr } = await gradeWith({ ...work, load: overloaded })
    expect(begun).toEqual(['ada', 'bob', 'cyd', 'ada'])
    expect(results.map(({ id, score }) => [id, score])).toEqual([
      ['ada', 100],
      ['bob', 100],
      ['cyd', 100],
    ])
    expect(contents.students.map((line) => line.result.id)).toEqual(['bob', 'cyd', 'ada'])
    expect(text).toContain('{"type":"retry","id":"ada","because":"reached a time limit while the machine was overloaded')
    expect(stderr).toContain('ada  1 of 1 (graded again, alone: the machine was overloaded)')
  })

  it('counts the second time, and there is no third', async () => {
    const { begun, ...work } = attempts({ ada: ['time-limit', 'time-limit', 'accepted'] })
    const { results } = await gradeWith({ ...work, load: overloaded })
    expect({ begun, scores: results.map(({ score }) => score) }).toEqual({ begun: ['ada', 'ada'], scores: [0] })
  })

  it('counts at once where the machine had time', async () => {
    const { begun, ...work } = attempts({ ada: ['time-limit', 'accepted'] })
    const { results } = await gradeWith(work)
    expect({ begun, scores: results.map(({ score }) => score) }).toEqual({ begun: ['ada'], scores: [0] })
  })
})

it('does not look again at what is kept from an earlier run', async () => {
  const kept = new Map([['ada', resultOf('ada', 'time-limit')]])
  const { results, contents } = await gradeWith({ handIns: handIns('ada', 'bob'), kept })
  expect(results.map(({ id, score }) => [id, score])).toEqual([
    ['ada', 0],
    ['bob', 100],
  ])
  expect(contents.students.map((line) => line.result.id)).toEqual(['bob'])
})
