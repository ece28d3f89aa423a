import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Cause, Change, Reason, RunChanges } from './changes.ts'
import { compareRuns } from './compare-runs.ts'
import { pairsOfRuns, type Run } from './testing/random-runs.ts'

const RUNS = process.env.ASSAY_REQUIRE === 'all' ? 2000 : 100
const holds = (law: (before: Run, after: Run) => void): void =>
  fc.assert(
    fc.property(pairsOfRuns, ([before, after]) => {
      law(before, after)
    }),
    { numRuns: RUNS },
  )
const sumOf = (numbers: readonly number[]): number => numbers.reduce((sum, number) => sum + number, 0)
const ids = (run: Run): readonly string[] => run.map(({ id }) => id)

/** The same comparison the other way round. */
function turned({ students, exercises, ofTotals }: RunChanges): RunChanges {
  const sides = <T extends { readonly before?: unknown; readonly after?: unknown }>({ before, after, ...rest }: T) => ({
    ...rest,
    ...(after === undefined ? {} : { before: after }),
    ...(before === undefined ? {} : { after: before }),
  })
  const back = (number: number): number => (number === 0 ? 0 : -number)
  const reason = (one: Reason): Reason => {
    if (one.code === 'new-check') return { code: 'removed-check' }
    if (one.code === 'removed-check') return { code: 'new-check' }
    if (one.code === 'findings') return { ...one, vanished: one.appeared, appeared: one.vanished }
    return sides(one) as Reason
  }
  const OPPOSITE: Readonly<Record<string, string>> = { 'first-submission': 'no-submission', 'no-submission': 'first-submission' }
  const change = (one: Change): Change => {
    const other = { ...(one.kind === 'other' ? one : sides(one)), change: back(one.change) } as Change
    return other.kind === 'check' ? { ...other, reasons: other.reasons.map(reason) } : other
  }
  return {
    students: students.map((student) => ({
      ...(sides(student) as typeof student),
      change: back(student.change),
      changes: student.changes.map(change),
      causes: student.causes.map((cause): Cause => {
        if (cause.code === 'corrected') return { ...cause, vanished: cause.appeared, appeared: cause.vanished }
        return { ...(cause.code === 'other-attempt' ? sides(cause) : cause), code: OPPOSITE[cause.code] ?? cause.code } as Cause
      }),
    })),
    exercises: exercises.map((one) => ({
      ...(sides(one) as typeof one),
      change: back(one.change),
      up: one.down,
      down: one.up,
      ...(one.worth === undefined ? {} : { worth: { before: one.worth.after, after: one.worth.before } }),
    })),
    ofTotals: { before: ofTotals.after, after: ofTotals.before, change: back(ofTotals.change) },
  }
}

describe('a comparison of two runs', () => {
  it('finds no change between a run and itself', () => {
    holds((run) => {
      const { students, exercises, ofTotals } = compareRuns(run, run)
      expect(students.filter(({ change, changes, causes }) => change !== 0 || changes.length + causes.length > 0)).toEqual([])
      expect(exercises.filter(({ change, up, down }) => change !== 0 || up + down > 0)).toEqual([])
      expect(ofTotals.change).toBe(0)
    })
  })

  it('is turned round by comparing the other way round', () => {
    holds((before, after) => expect(compareRuns(after, before)).toEqual(turned(compareRuns(before, after))))
  })

  it('explains the change of every total by the sum of the rows below it', () => {
    let moved = 0
    holds((before, after) => {
      for (const { change, changes, before: old, after: now } of compareRuns(before, after).students) {
        expect(sumOf(changes.map((one) => one.change))).toBe(change)
        if (old.state === 'graded' && now.state === 'graded') expect(change).toBe(now.grade.score - old.grade.score)
        if (change !== 0) moved += 1
      }
    })
    expect(moved).toBeGreaterThan(RUNS / 2)
  })

  it('has every student of either run once', () => {
    holds((before, after) => {
      const found = compareRuns(before, after).students.map(({ id }) => id)
      expect([...found].sort()).toEqual([...new Set([...ids(before), ...ids(after)])].sort())
    })
  })

  it('does not depend on the order of students, exercises and checks', () => {
    holds((before, after) => {
      const reversed = (run: Run): Run =>
        [...run].reverse().map((student) => ({
          ...student,
          exercises: [...student.exercises].reverse().map((exercise) => ({ ...exercise, checks: [...exercise.checks].reverse() })),
        }))
      expect(compareRuns(reversed(before), reversed(after))).toEqual(compareRuns(before, after))
    })
  })

  it('leaves no point of a course unexplained, and none out of the sums of the exercises', () => {
    holds((before, after) => {
      const { students, exercises, ofTotals } = compareRuns(before, after)
      expect(students.flatMap(({ changes }) => changes).filter(({ kind }) => kind === 'other')).toEqual([])
      expect(sumOf(exercises.map(({ change }) => change)) + ofTotals.change).toBe(sumOf(students.map(({ change }) => change)))
    })
  })

  it('says that a student has no grade in one of the runs', () => {
    let without = 0
    holds((before, after) => {
      for (const { id, before: old, after: now, changes } of compareRuns(before, after).students) {
        const stateIn = (run: Run): string => {
          const found = run.find((student) => student.id === id)
          return found === undefined ? 'absent' : found.notGraded === true ? 'not-graded' : 'graded'
        }
        expect([old.state, now.state]).toEqual([stateIn(before), stateIn(after)])
        if (old.state !== 'graded' || now.state !== 'graded') without += 1
        if (old.state !== 'graded' || now.state !== 'graded') expect(changes).toEqual([])
      }
    })
    expect(without).toBeGreaterThan(RUNS / 10)
  })
})
