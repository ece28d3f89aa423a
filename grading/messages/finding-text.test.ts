import { describe, expect, it } from 'vitest'
import type { Verdict } from '../model/check.ts'
import type { Finding, FindingData } from '../model/finding.ts'
import type { CheckResult } from '../model/result.ts'
import { categoryText, findingText, publicFindings, verdictWord, writtenFindings } from './finding-text.ts'

const text = (data: FindingData): string => findingText({ ...data, severity: 'error' }).text
const VALUE = {
  code: 'value-mismatch',
  label: 'dW2',
  index: [1, 0],
  actual: 0.123456789,
  expected: 0.45,
  allowed: 4.6e-5,
  differing: 3,
  total: 6,
} as const

describe('findingText', () => {
  it('says what came, what was expected, where, how far and how many', () => {
    expect(text(VALUE)).toBe('dW2[1, 0] is 0.123457, expected 0.45: off by 0.327, allowed 4.6e-5. 3 of 6 elements differ.')
  })

  it('shows as many digits as two close numbers need to look different', () => {
    expect(text({ ...VALUE, actual: 1.00000012, expected: 1 })).toContain('is 1.0000001, expected 1:')
  })

  it('leaves out the distance where there is none, and the count of a scalar', () => {
    expect(text({ ...VALUE, index: [], label: 'C', actual: Number.NaN, expected: 0.25, total: 1, differing: 1 })).toBe(
      'C is NaN, expected 0.25.',
    )
    expect(text({ ...VALUE, actual: Infinity, expected: 2 })).toContain('is ∞, expected 2.')
  })

  it.each([
    [0.39999999, 'below'],
    [0.60000001, 'above'],
  ])('shows %d, just %s the range, with the digits it takes to see that it is outside', (value) => {
    const data = { code: 'statistic-out-of-band', statistic: 'mean', value, low: 0.4, high: 0.6, alpha: 0, draws: 9 } as const
    expect(text(data)).toBe(`mean is ${value} from 9 draws, expected between 0.4 and 0.6.`)
  })

  it('names the case', () => {
    expect(text({ ...VALUE, differing: 1, case: 'a 2-3-1 network' })).toMatch(/1 of 6 elements differs\. \(case: a 2-3-1 network\)$/)
  })

  it('writes integers without a point and the index of a label in words apart', () => {
    expect(text({ ...VALUE, label: 'softmax([1, 2])', actual: 3, expected: 12000000 })).toMatch(
      /^element \[1, 0\] of softmax\(\[1, 2\]\) is 3, expected 12000000:/,
    )
  })

  it('counts elements that are not finite', () => {
    const data = { code: 'not-finite', label: 'a', index: [0], actual: Number.NaN, count: 2, total: 3 } as const
    expect(text(data)).toBe('a[0] is NaN, expected a finite number. 2 of 3 elements are not finite.')
  })

  it.each<[FindingData, string]>([
    [{ code: 'shape-mismatch', label: 'δ', actual: [3], expected: [2, 3] }, 'δ has shape (3,), expected shape (2, 3).'],
    [{ code: 'shape-mismatch', label: 'δ', actual: [], expected: [3] }, 'δ has no axes (a single number), expected shape (3,).'],
    [{ code: 'type-mismatch', label: 'a', actual: 'a string', expected: 'numbers' }, 'a: expected numbers, got a string.'],
    [{ code: 'missing-field', label: 'backprop', field: 'dW', available: ['a', 'z'] }, 'backprop has no field dW; it has a, z.'],
    [{ code: 'known-mistake', label: 'δ²', mistake: 'm', says: 'twice the right one' }, 'δ²: this equals twice the right one.'],
    [{ code: 'scaled', label: 'g', factor: 3, meaning: 'the batch size' }, 'g is the expected value times 3 (the batch size).'],
    [{ code: 'scaled', label: 'g', factor: 0.5 }, 'g is the expected value times 0.5.'],
    [{ code: 'scaled', label: 'g', factor: -1 }, 'g has the wrong sign.'],
    [{ code: 'shape-mismatch', label: 'a', actual: [2], expected: [3], case: '' }, 'a has shape (2,), expected shape (3,).'],
    [{ code: 'transposed', label: 'dW' }, 'dW is the transpose of the expected value: rows and columns are swapped.'],
    [{ code: 'follow-through', label: 'δ²', from: 'δ³' }, 'δ² follows correctly from your δ³; the points were deducted there, not here.'],
    [
      { code: 'known-inputs-only', right: 0, of: 3 },
      'The inputs shown are answered correctly, but none of 3 others of the same kind that are not shown; the points cover both.',
    ],
    [
      { code: 'known-inputs-only', right: 1, of: 3 },
      'The inputs shown are answered correctly, but only 1 of 3 others of the same kind that are not shown; the points cover both.',
    ],
    [
      { code: 'known-inputs-only' },
      'The inputs shown are answered correctly, but not others of the same kind that are not shown; the points cover both.',
    ],
    [
      { code: 'declaration-contradicted', declaration: 'weights: in-out' },
      '`weights: in-out` is declared, but some answers are correct only without it, so it earns nothing here; remove it, follow it in every function of the exercise, or declare it below the names of those exercises alone that follow it.',
    ],
    [{ code: 'convention', says: 'Graded as row vectors.' }, 'Graded as row vectors.'],
    [
      {
        code: 'property-violated',
        law: 'sum = 1',
        counterexample: 'z = [1]',
        observed: 'sums to 0.8999999999999999',
        run: 3,
        runs: 100,
        shrinks: 2,
      },
      'Property violated: sum = 1. Counterexample: z = [1]: sums to 0.9 (input 3 of 100).',
    ],
    [
      { code: 'statistic-out-of-band', statistic: 'mean', value: 0.3, low: 0.4, high: 0.6, alpha: 1e-6, draws: 20 },
      'mean is 0.3 from 20 draws, expected between 0.4 and 0.6. A right implementation leaves this range with probability 1e-6.',
    ],
    [{ code: 'statistic-out-of-band', statistic: 'zeros', value: 3, low: 4, high: 4, alpha: 0, draws: 0 }, 'zeros is 3, expected 4.'],
    [
      { code: 'input-modified', entry: 'step', argument: 1 },
      "step changes its second argument in place; the caller's data must stay as it was.",
    ],
    [
      { code: 'input-modified', entry: 'step', argument: 6 },
      "step changes its 7th argument in place; the caller's data must stay as it was.",
    ],
    [{ code: 'fault', entry: 'softmax', fault: { kind: 'not-implemented', entry: 'softmax' } }, 'softmax is not implemented yet.'],
    [{ code: 'single-precision', label: 'a' }, 'a agrees to single precision (about 7 digits), which is sufficient.'],
    [{ code: 'skipped', because: 'Values of softmax' }, 'Skipped until another check passes: Values of softmax.'],
    [
      { code: 'judging-error', reason: 'bwrap ended.' },
      'This could not be graded: bwrap ended. No points are deducted; an instructor will review it.',
    ],
    [
      { code: 'subspace-mismatch', label: 'components', angle: 90, distance: Math.SQRT2, allowed: 1e-3, directions: 2 },
      'components: expected another space of 2 directions; the largest principal angle to it is 90° (the projectors differ by 1.41, allowed 0.001).',
    ],
    [
      { code: 'subspace-mismatch', label: 'components', angle: 30, distance: Math.SQRT1_2, allowed: 1e-3, directions: 1 },
      'components: expected one direction, found another, 30° away (the projectors differ by 0.707, allowed 0.001).',
    ],
    [{ code: 'plot', picture: 'plots/embedding-ae.png', mistake: 'blank', says: 'is blank' }, 'plots/embedding-ae.png is blank.'],
    [{ code: 'awaits-person', criteria: 3 }, 'This answer is graded manually against the rubric.'],
    [{ code: 'awaits-person', criteria: 0 }, 'This answer is graded manually.'],
    [{ code: 'marked', points: 450, of: 600, by: 'R. Lind' }, 'R. Lind gave 4.5 of 6 points.'],
    [{ code: 'marked', points: 0, of: 600, by: 'R. Lind', comment: 'Clean target?' }, 'R. Lind gave 0 of 6 points. Clean target?'],
    [{ code: 'remark', says: 'One magic was ignored.' }, 'One magic was ignored.'],
  ])('has a sentence for %j', (data, sentence) => {
    expect(text(data)).toBe(sentence)
  })
})

describe('publicFindings', () => {
  const finding: Finding = { ...VALUE, severity: 'error', hint: 'Look at 0.45.' }
  const check: CheckResult = {
    id: 'c',
    title: 'C',
    visibility: 'hidden',
    verdict: 'wrong-answer',
    fraction: 0,
    score: 0,
    max: 100,
    findings: [finding, finding],
    ms: 1,
  }

  it('gives one neutral line for a hidden check, without hint or number', () => {
    const findings = publicFindings(check)
    expect(findings).toStrictEqual([{ code: 'hidden', severity: 'error', text: 'The answer differs from the expected one.' }])
  })

  it('only warns where a hidden check could not be graded', () => {
    expect(publicFindings({ ...check, verdict: 'judging-error' })).toStrictEqual([
      { code: 'hidden', severity: 'warning', text: categoryText('judging-error') },
    ])
  })

  it('says nothing about a hidden check that was passed', () => {
    expect(publicFindings({ ...check, verdict: 'accepted' })).toEqual([])
  })

  it('gives everything of a visible check', () => {
    const visible: CheckResult = { ...check, visibility: 'visible' }
    expect(publicFindings(visible)).toEqual(writtenFindings(visible))
    expect(publicFindings(visible)[0]?.hint).toBe('Look at 0.45.')
  })

  it('has a hint only where the finding has one', () => {
    const findings: Finding[] = [{ code: 'transposed', label: 'W', severity: 'warning' }]
    expect(publicFindings({ ...check, visibility: 'visible', findings })).toStrictEqual([
      { code: 'transposed', severity: 'warning', text: 'W is the transpose of the expected value: rows and columns are swapped.' },
    ])
  })
})

describe('a verdict', () => {
  const all: Readonly<Record<Verdict, true>> = {
    accepted: true,
    partial: true,
    'wrong-answer': true,
    'runtime-error': true,
    'load-error': true,
    'time-limit': true,
    'memory-limit': true,
    'output-limit': true,
    'not-attempted': true,
    skipped: true,
    'pending-manual': true,
    'judging-error': true,
  }
  const verdicts = Object.keys(all) as Verdict[]

  it.each(verdicts)('%s has a few words, and a whole sentence that can stand for everything found', (verdict) => {
    expect(verdictWord(verdict)).toMatch(/^[a-z]+( [a-z]+){0,3}$/)
    expect(categoryText(verdict)).toMatch(/^[A-Z].*\.$/)
  })

  it('is told apart from every other, such as not attempted from wrong', () => {
    expect(new Set(verdicts.map(verdictWord)).size).toBe(verdicts.length)
    expect(new Set(verdicts.map(categoryText)).size).toBe(verdicts.length)
    expect([verdictWord('not-attempted'), verdictWord('wrong-answer')]).toEqual(['not attempted', 'wrong answer'])
  })
})
