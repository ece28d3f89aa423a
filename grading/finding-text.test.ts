import { describe, expect, it } from 'vitest'
import { categoryText, findingText, publicFindings, verdictWord, writtenFindings } from './finding-text.ts'
import type { Finding, FindingData } from './model/finding.ts'
import type { CheckResult } from './model/result.ts'
import type { Fault } from './model/session.ts'

const text = (data: FindingData): string => findingText({ ...data, severity: 'error' }).text
const fault = (data: Fault): string => text({ code: 'fault', entry: 'softmax', fault: data })
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

  it('names the case', () => {
    expect(text({ ...VALUE, differing: 1, case: 'a 2-3-1 network' })).toMatch(/1 of 6 elements differs\. \(case: a 2-3-1 network\)$/)
  })

  it('writes whole numbers without a point and the index of a label in words apart', () => {
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
    [{ code: 'scaled', label: 'g', factor: 3, meaning: 'the batch size' }, 'g is the right one times 3 (the batch size).'],
    [{ code: 'scaled', label: 'g', factor: -1 }, 'g is the right one with the opposite sign.'],
    [{ code: 'transposed', label: 'dW' }, 'dW is the right one transposed: rows and columns are swapped.'],
    [{ code: 'follow-through', label: 'δ²', from: 'δ³' }, 'δ² follows correctly from your δ³; the mistake is counted there, not here.'],
    [{ code: 'convention', says: 'Graded as row vectors.' }, 'Graded as row vectors.'],
    [
      {
        code: 'property-violated',
        law: 'sum = 1',
        counterexample: 'z = [1]',
        observed: 'sums to 0.9',
        seed: 7,
        run: 3,
        runs: 100,
        shrinks: 2,
      },
      'Must hold: sum = 1. Not so for z = [1]: sums to 0.9 (input 3 of 100, seed 7).',
    ],
    [
      { code: 'statistic-out-of-band', statistic: 'mean', value: 0.3, low: 0.4, high: 0.6, alpha: 1e-6, draws: 20 },
      'mean is 0.3 from 20 draws, expected between 0.4 and 0.6. A right implementation leaves this range with probability 1e-6.',
    ],
    [
      { code: 'input-modified', entry: 'step', argument: 1 },
      "step changes its second argument in place; the caller's data must stay as it was.",
    ],
    [{ code: 'single-precision', label: 'a' }, 'a agrees to single precision (about 7 digits), which is enough.'],
    [{ code: 'skipped', because: 'Values of softmax' }, 'Waits for another check to pass first: Values of softmax.'],
    [
      { code: 'judging-error', reason: 'bwrap ended.' },
      'This could not be judged: bwrap ended. A person has to look; no points are lost by it.',
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
    [{ code: 'awaits-person', criteria: 3 }, 'A person reads this answer along the rubric and decides on its points.'],
    [{ code: 'marked', points: 450, of: 600, by: 'R. Lind' }, 'R. Lind gave 4.5 of 6 points.'],
    [{ code: 'marked', points: 0, of: 600, by: 'R. Lind', comment: 'Clean target?' }, 'R. Lind gave 0 of 6 points. Clean target?'],
    [{ code: 'remark', says: 'One magic was ignored.' }, 'One magic was ignored.'],
  ])('has a sentence for %j', (data, sentence) => {
    expect(text(data)).toBe(sentence)
  })

  it.each<[Fault, string]>([
    [{ kind: 'missing-entry', entry: 'softmax', available: [] }, 'There is no function softmax; the submission has nothing.'],
    [{ kind: 'not-implemented', entry: 'softmax' }, 'softmax is not implemented yet.'],
    [
      { kind: 'exception', name: 'TypeError', message: 'x is\nundefined', place: { file: 'a.ts', line: 3 } },
      'softmax stopped with TypeError: x is undefined (a.ts, line 3).',
    ],
    [{ kind: 'load-error', name: 'NameError', message: '' }, 'The file could not be loaded: NameError.'],
    [{ kind: 'syntax-error', message: 'Unexpected "}"' }, 'The file could not be read as code: Unexpected "}".'],
    [
      { kind: 'bad-value', expected: 'numbers', got: 'a function', at: 'return value[1]' },
      'softmax: expected numbers, got a function at return value[1].',
    ],
    [
      { kind: 'time-limit', stage: 'start-up', limitMs: 10_000 },
      'The file was still loading after 10 s; is there work outside the functions?',
    ],
    [{ kind: 'time-limit', stage: 'call', limitMs: 500, entry: 'softmax' }, 'softmax had not answered after 500 ms.'],
    [
      { kind: 'time-limit', stage: 'submission', limitMs: 60_000 },
      'The time for the whole submission, 60 s, was used up before softmax answered.',
    ],
    [{ kind: 'memory-limit' }, 'softmax needed more memory than a submission may use.'],
    [
      { kind: 'output-limit', stream: 'stdout', limitBytes: 1048576 },
      'More than 1 MiB were printed to stdout; printing inside loops is the usual cause.',
    ],
    [{ kind: 'exited', code: 0, signal: null }, 'The program ended during softmax (exit code 0), so there is no answer.'],
    [{ kind: 'exited', code: null, signal: 'SIGSEGV' }, 'The program ended during softmax (signal SIGSEGV), so there is no answer.'],
    [{ kind: 'never-settles', entry: 'softmax' }, 'softmax returned a promise that never settles.'],
    [{ kind: 'protocol', reason: 'a frame of 5 GB' }, 'The answer of softmax could not be read: a frame of 5 GB.'],
    [{ kind: 'not-called', reason: 'three calls in a row timed out' }, 'softmax was not called: three calls in a row timed out.'],
    [
      { kind: 'infrastructure', reason: 'no Python here' },
      'The submission could not be run: no Python here. A person has to look; no points are lost by it.',
    ],
  ])('has a sentence for the fault %j', (data, sentence) => {
    expect(fault(data)).toBe(sentence)
  })

  it('cuts a very long message in the middle and keeps it on one line', () => {
    const sentence = fault({ kind: 'exception', name: 'E', message: `start ${'x\n'.repeat(2000)} end` })
    expect(sentence.length).toBeLessThan(500)
    expect(sentence).not.toContain('\n')
    expect(sentence).toContain(' end')
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
    expect(findings).toEqual([{ code: 'hidden', severity: 'error', text: categoryText('wrong-answer') }])
  })

  it('says nothing about a hidden check that was passed', () => {
    expect(publicFindings({ ...check, verdict: 'accepted' })).toEqual([])
  })

  it('gives everything of a visible check', () => {
    const visible: CheckResult = { ...check, visibility: 'visible' }
    expect(publicFindings(visible)).toEqual(writtenFindings(visible))
    expect(publicFindings(visible)[0]?.hint).toBe('Look at 0.45.')
  })
})

describe('verdictWord', () => {
  it('keeps not attempted apart from wrong', () => {
    expect(verdictWord('not-attempted')).toBe('not attempted')
    expect(verdictWord('wrong-answer')).toBe('wrong answer')
  })
})
