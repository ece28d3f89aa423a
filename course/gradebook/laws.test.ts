import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { adjustmentFlaw } from '#grading/model/adjustment'
import { totalOfRow } from '../model/gradebook.ts'
import { gradebookInputs } from '../testing/random-class.ts'
import { foldGradebook } from './fold.ts'
import type { GradebookInput } from './gradebook-input.ts'

/** Random classes for each law. */
const RUNS = process.env.ASSAY_REQUIRE === 'all' ? 2000 : 300
const holds = (law: (input: GradebookInput) => void): void => fc.assert(fc.property(gradebookInputs, law), { numRuns: RUNS })

function shuffled<T>(items: readonly T[], seed: number): T[] {
  const keyed = items.map((item, i) => ({ item, key: Math.sin(seed + i * 12.9898) }))
  return keyed.sort((a, b) => a.key - b.key).map(({ item }) => item)
}

describe('the gradebook', () => {
  it('does not depend on the order of anything', () => {
    fc.assert(
      fc.property(gradebookInputs, fc.nat(1000), (input, seed) => {
        const other: GradebookInput = {
          ...input,
          results: shuffled(input.results, seed),
          attempts: shuffled(input.attempts, seed + 1),
          overrides: shuffled(input.overrides, seed + 2),
          marks: shuffled(input.marks, seed + 3),
          ...(input.roster === undefined ? {} : { roster: shuffled(input.roster, seed + 4) }),
        }
        expect(foldGradebook(other)).toEqual(foldGradebook(input))
      }),
      { numRuns: RUNS },
    )
  })

  it('changes no points without a name and a reason', () => {
    holds((input) => {
      for (const row of foldGradebook(input).rows) {
        const all = [...row.adjustments, ...row.exercises.flatMap(({ adjustments }) => adjustments)]
        expect(all.map(adjustmentFlaw)).toEqual(all.map(() => undefined))
      }
    })
  })

  it('counts an override without a name or a reason for nothing', () => {
    holds((input) => {
      const sound = input.overrides.filter(({ by, reason }) => by.trim() !== '' && reason.trim() !== '')
      expect(foldGradebook({ ...input, overrides: sound }).rows).toEqual(foldGradebook(input).rows)
    })
  })

  it('has totals that are the sums of their rows', () => {
    holds((input) => {
      for (const row of foldGradebook(input).rows) {
        expect(row.points).toBe(totalOfRow(row))
        for (const { points, computed, adjustments } of row.exercises) {
          expect(points).toBe(computed + adjustments.reduce((sum, one) => sum + one.points, 0))
        }
      }
    })
  })

  it('has one maximum for every student', () => {
    holds((input) => {
      expect(new Set(foldGradebook(input).rows.map(({ max }) => max)).size).toBeLessThanOrEqual(1)
    })
  })

  it('never raises points for being late, and takes no more than were earned', () => {
    holds((input) => {
      for (const { adjustments, points } of foldGradebook(input).rows) {
        for (const one of adjustments) if (one.kind === 'late') expect(one.points).toBeLessThan(0)
        expect(points).toBeGreaterThanOrEqual(0)
      }
    })
  })

  it('never gives one submission more for a later time', () => {
    fc.assert(
      fc.property(gradebookInputs, fc.integer({ min: 0, max: 10 * 24 * 60 }), (input, minutes) => {
        const [attempt] = input.attempts.filter(({ submittedAt }) => submittedAt !== undefined)
        if (attempt?.submittedAt === undefined) return
        const alone = { ...input, attempts: [attempt], course: { ...input.course, attempts: { count: 'latest' as const } } }
        const later = { ...attempt, submittedAt: new Date(Date.parse(attempt.submittedAt) + minutes * 60_000).toISOString() }
        const of = (some: GradebookInput) => foldGradebook(some).rows.find(({ student }) => student === attempt.student)?.points ?? 0
        expect(of({ ...alone, attempts: [later] })).toBeLessThanOrEqual(of(alone))
      }),
      { numRuns: RUNS },
    )
  })

  it('gives nobody less by the best than by the latest or the first submission', () => {
    holds((input) => {
      const by = (count: 'best' | 'latest' | 'first') =>
        foldGradebook({ ...input, course: { ...input.course, attempts: { ...input.course.attempts, count } } }).rows
      const best = by('best')
      for (const other of [by('latest'), by('first')]) {
        for (const [i, row] of best.entries()) expect(row.points).toBeGreaterThanOrEqual(other[i]?.points ?? 0)
      }
    })
  })

  it('gives nobody less where the lowest do not count', () => {
    holds((input) => {
      const without = foldGradebook({ ...input, course: { ...input.course, dropLowest: 0, attempts: { count: 'first' } } }).rows
      const rows = foldGradebook({ ...input, course: { ...input.course, attempts: { count: 'first' } } }).rows
      for (const [i, row] of rows.entries()) {
        const late = (list: typeof rows, i: number) => list[i]?.adjustments.find(({ kind }) => kind === 'late')?.points ?? 0
        expect(row.points - late(rows, i)).toBeGreaterThanOrEqual((without[i]?.points ?? 0) - late(without, i))
      }
    })
  })

  it('has a row for every student of the roster and every submission, with one that counts', () => {
    holds((input) => {
      const { rows } = foldGradebook(input)
      expect(rows.map(({ student }) => student)).toEqual(
        [...new Set([...(input.roster ?? []).map(({ id }) => id), ...input.attempts.map(({ student }) => student)])].sort(),
      )
      expect(rows.flatMap(({ attempts }) => attempts)).toHaveLength(input.attempts.length)
      for (const { attempts, submission } of rows) {
        expect(attempts.filter(({ counts }) => counts).map((one) => one.submission)).toEqual(submission === undefined ? [] : [submission])
        expect(submission === undefined).toBe(attempts.length === 0)
        for (const { why } of attempts) expect(why).toMatch(/\.$/)
      }
    })
  })

  it('holds whatever a person set, before what is late', () => {
    holds((input) => {
      const exercise = input.exercises[0]?.id as string
      const set = { student: 's0', exercise, points: 123, by: 'R. Lind', reason: 'Oral exam.', at: '2027-01-01T10:00:00.000Z' }
      const row = foldGradebook({ ...input, overrides: [...input.overrides, set] }).rows.find(({ student }) => student === 's0')
      if (row !== undefined) expect(row.exercises[0]).toMatchObject({ points: 123, pending: 0 })
    })
  })
})
