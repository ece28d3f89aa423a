import { describe, expect, it } from 'vitest'
import type { PublishedRecord } from '../model/publication.ts'
import type { CheckResult, RunResult, StudentResult } from '../model/result.ts'
import { digestOf as digest, formatLine } from './journal.ts'
import { correctedGrades, digestOfShown, knownGrades, publishedGrade, withPublication } from './publication.ts'
import { readJournal } from './read-journal.ts'

const check: CheckResult = {
  ...{ id: 'values', title: 'Values', visibility: 'visible', verdict: 'partial', fraction: 0.5, score: 100, max: 200, ms: 3 },
  findings: [{ code: 'transposed', severity: 'error', label: 'W' }],
}
function student(id: string, score: number, part: Partial<CheckResult> = {}): StudentResult {
  const exercise = {
    id: 'u/e',
    sheet: '1',
    title: 'E',
    status: 'partial',
    score,
    max: 200,
    checks: [{ ...check, score, ...part }],
  } as const
  return {
    ...{ id, kind: 'python', hash: 'x', score, max: 200, pending: 0, exercises: [exercise], remarks: [] },
    output: { stdout: '', stderr: '' },
  }
}
const run = (students: readonly StudentResult[]): RunResult => ({ schema: 1, assay: '0.1.0', seed: 7, students })
const published: PublishedRecord = {
  ...{ type: 'published', at: '2026-12-01T10:00:00.000Z', by: 'R. Lind', digest: 'd' },
  grades: [student('ada', 100), student('bob', 50)].map(publishedGrade),
}
const corrected: PublishedRecord = {
  ...{ type: 'corrected', at: '2026-12-02T10:00:00.000Z', reason: 'A check was wrong.' },
  ...{ grades: [publishedGrade(student('ada', 150))], gone: ['bob'] },
}

describe('published grades', () => {
  it('are those of the last publication with every correction since', () => {
    expect(knownGrades([])).toBeUndefined()
    expect([...(knownGrades([published, corrected]) ?? [])].map(([id, { score }]) => [id, score])).toEqual([['ada', 150]])
    expect(knownGrades([published, corrected, published])?.get('ada')?.score).toBe(100)
  })

  it('are corrected where points, pending points or the points of an exercise are others, and where a student is gone', () => {
    expect(correctedGrades([published], [student('ada', 100), student('bob', 50)])).toBeUndefined()
    expect(correctedGrades([], [student('ada', 1)])).toBeUndefined()
    const now = [student('ada', 101), { ...student('bob', 50), pending: 10 }]
    expect(correctedGrades([published], now)?.grades.map((grade) => grade.student)).toEqual(['ada', 'bob'])
    expect(correctedGrades([published], [student('ada', 100)])).toEqual({ grades: [], gone: ['bob'] })
  })

  it('are not corrected by a student who had none, or whose turn has not come', () => {
    const later = [student('ada', 100), { ...student('bob', 0), notGraded: true as const }, student('eve', 5)]
    expect(correctedGrades([published], later)).toBeUndefined()
  })

  it('are told with each change and its reason', () => {
    const { published: told, students } = withPublication(run([student('ada', 150), student('eve', 5)]), [published, corrected])
    expect(told).toEqual({ at: '2026-12-01T10:00:00.000Z', by: 'R. Lind' })
    expect(students.map(({ changes }) => changes)).toEqual([
      [{ when: '2026-12-02T10:00:00.000Z', why: 'A check was wrong.', before: 100, after: 150 }],
      undefined,
    ])
    expect(withPublication(run([]), [])).toEqual(run([]))
  })

  it('are in the journal in the order in which they were recorded', () => {
    const header = formatLine({ type: 'run', schema: 1, assay: '0.1.0', seed: 7, exercises: ['u/e'], startedAt: '' })
    const lines = [header]
    for (const record of [published, corrected]) {
      const before = lines.at(-1) as string
      lines.push(formatLine(record, digest(before)))
    }
    expect(readJournal(lines.join(''))).toMatchObject({ problems: [], published: [published, corrected] })
    const broken = formatLine({ type: 'corrected', at: 'x' } as unknown as PublishedRecord, digest(header))
    expect(readJournal(header + broken)).toMatchObject({ problems: [{ line: 2, says: /corrected lacks a field/ }], published: [] })
  })
})

describe('the digest of what students see', () => {
  const of = (part: Partial<CheckResult>): string => digestOfShown([student('ada', 100, part), student('bob', 50)])
  const whole = of({})

  it('does not depend on the order of students, on times and on what only instructors see', () => {
    expect(digestOfShown([student('bob', 50), student('ada', 100)])).toBe(whole)
    expect(of({ ms: 99, case: 3, diagnosis: { stack: 'x' } })).toBe(whole)
    expect(of({ visibility: 'hidden', findings: [] })).toBe(of({ visibility: 'hidden' }))
  })

  it('is another where a point, a verdict, a finding or the visibility of a check is another', () => {
    const others = [of({ score: 99 }), of({ verdict: 'accepted' }), of({ findings: [] }), of({ visibility: 'hidden' })]
    expect(new Set([whole, ...others]).size).toBe(5)
  })
})
