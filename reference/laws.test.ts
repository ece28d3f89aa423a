import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { type Check, type Outcome, type Plain, toPlain } from 'assay'
import { defineCheck, error } from 'assay/checks'
import { describe, expect, it } from 'vitest'
import { createMemo } from '../grading/engine/memo.ts'
import type { Exercise } from '../grading/model/exercise.ts'
import type { ExerciseResult } from '../grading/model/result.ts'
import type { CatalogueEntry } from '../grading/sheet/catalogue.ts'
import { foreignCauses, languageOf, type Sample, violationOf } from '../grading/sheet/samples.ts'
import { stageSample } from '../grading/sheet/stage-sample.ts'
import { catalogue, folder, grade, samplesOf, useFolder } from '../grading/sheet/testing/grade-sample.ts'
import { examineChecks } from '../prove/laws/examine-checks.ts'
import { inProcess } from '../submissions/index.ts'

useFolder()

describe('the laws themselves', () => {
  const entry = catalogue.find((one) => one.exercise.id === 'backpropagation/softmax') as CatalogueEntry
  const all = samplesOf(entry.exercise)

  it('refuse a wrong sample that is filed as accepted', async () => {
    const wrong = all.find((one) => one.verdict === 'wrong-answer' && languageOf(one) === 'javascript') as Sample
    const result = await grade(entry.exercise, stageSample(folder, wrong))
    expect(violationOf({ ...wrong, verdict: 'accepted', loses: [] }, result)).toMatch(/must have full marks/)
  })

  it('refuse a check that accepts everything', async () => {
    const wrong = all.find((one) => one.verdict === 'wrong-answer' && languageOf(one) === 'javascript') as Sample
    const lenient = entry.exercise.checks.map((check) => ({
      ...check,
      run: async () => ({ verdict: 'accepted' as const, fraction: 1, findings: [] }),
    }))
    const result = await grade({ ...entry.exercise, checks: lenient }, stageSample(folder, wrong))
    expect(violationOf(wrong, result)).toMatch(/must be wrong-answer, is accepted/)
  })

  it('refuse a cause that the sample does not have', async () => {
    const wrong = all.find((one) => one.verdict === 'wrong-answer' && languageOf(one) === 'javascript') as Sample
    const finding = error({ code: 'known-mistake', label: 'softmax', mistake: 'invented', says: 'something else' })
    const run = async (): Promise<Outcome> => ({ verdict: 'wrong-answer', fraction: 0, findings: [finding] })
    const [first] = entry.exercise.checks as readonly [Check]
    const result = await grade({ ...entry.exercise, checks: [{ ...first, run }] }, stageSample(folder, wrong))
    expect(foreignCauses(wrong, result)).toEqual(['invented'])
    expect(foreignCauses({ ...wrong, causes: ['invented'] }, result)).toEqual([])
  })

  it('refuse a reference that is off by 1e-3', async () => {
    const right = all.find((one) => one.verdict === 'accepted' && languageOf(one) === 'javascript') as Sample
    const solution = (await entry.loadSolution()) as { softmax: (z: readonly number[]) => readonly unknown[] }
    const shift = (part: unknown): unknown => (typeof part === 'number' ? part + 1e-3 : (part as unknown[]).map(shift))
    const off = inProcess({ ...solution, softmax: (z: readonly number[]) => shift(solution.softmax(z)) })
    expect(violationOf(right, await grade(entry.exercise, stageSample(folder, right), off))).toMatch(/must have full marks/)
  })

  describe('about any answer', { timeout: 300_000 }, () => {
    const numbers = [1, 2, 3, 4, 5, 6, 7, 8].map((x) => x / 8)
    const reference = inProcess({ scores: () => numbers })
    const accepted: Outcome = { verdict: 'accepted', fraction: 1, findings: [] }
    const judging = (judge: (answer: Plain) => unknown) => {
      const check = defineCheck({ id: 'planted', title: 'Planted', points: 1 }, ['scores'], async (subject) => {
        const answer = await subject.call('scores', [numbers.map((_, i) => i)])
        if (answer.ok) judge(toPlain(answer.value))
        return accepted
      })
      const exercise: Exercise = { id: 'plan/ted', sheet: '0', title: 'Planted', points: 1, entries: [], checks: [check] }
      return examineChecks(exercise, { answers: 100, seed: 1, reference, memo: createMemo() })
    }

    it('refuse a check that multiplies before it looks at the shape', async () => {
      const [seen] = await judging((answer) => {
        const row = [answer].flat(9).filter((x) => typeof x === 'number')
        for (let times = 0; times < 200; times++) row.map((x) => row.reduce((sum, y) => sum + x * y, 0))
      })
      expect(seen?.violations[0]).toMatch(/ ms, \d+ ms for the right answer/)
      expect(seen?.ratio).toBeGreaterThan(5)
    })

    it('refuse a check that throws', async () => {
      const [seen] = await judging((answer) => (answer as readonly number[]).map((x) => x.toFixed(2)))
      expect(seen?.violations.join()).toMatch(/is not a function/)
    })

    it('let a check pass that looks first, and count what they tried', async () => {
      const [seen] = await judging((answer) => Array.isArray(answer) && answer.length)
      expect(seen).toMatchObject({ check: 'plan/ted planted', answers: 100, violations: [] })
    })
  })

  it('refuse a result in which no check was run', () => {
    const nothing: ExerciseResult = { id: 'x', sheet: '0', title: 'x', status: 'full', score: 0, max: 0, checks: [] }
    expect(violationOf({ file: '', name: '', verdict: 'accepted', loses: [], causes: [], declare: new Map() }, nothing)).toBe(
      'no check was run',
    )
  })
})

describe('all exercises', () => {
  it('are held to the laws by their unit', () => {
    const units = new Set(catalogue.map((entry) => dirname(entry.folder)))
    expect([...units].filter((unit) => !existsSync(join(unit, 'laws.test.ts')))).toEqual([])
    expect(units.size).toBeGreaterThanOrEqual(6)
  })

  it('have enough samples of each kind', () => {
    const verdicts = catalogue.flatMap((entry) => samplesOf(entry.exercise).map((sample) => sample.verdict))
    expect(catalogue.length).toBeGreaterThanOrEqual(16)
    expect(verdicts.filter((verdict) => verdict === 'wrong-answer' || verdict === 'partial').length).toBeGreaterThanOrEqual(220)
    expect(verdicts.filter((verdict) => verdict === 'accepted').length).toBeGreaterThanOrEqual(100)
  })
})
