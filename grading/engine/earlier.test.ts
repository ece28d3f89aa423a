import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Check, Outcome } from '../model/check.ts'
import type { Convention, Exercise } from '../model/exercise.ts'
import type { StudentResult } from '../model/result.ts'
import type { Fault, Session } from '../model/session.ts'
import type { Submission } from '../model/submission.ts'
import type { Earlier } from './earlier.ts'
import { gradeSubmission } from './grade.ts'
import { fromAnswers, type KeptSubmission, keepingAnswers } from './kept-answers.ts'
import { check, optionsWith, submission } from './testing/parts.ts'

interface Spec {
  readonly visibility: Check['visibility']
  readonly entry: 'f' | 'g' | 'h'
  readonly expected: number
  readonly points: number
  readonly after: boolean
  readonly twin: boolean
}

/** Checks of an exercise by their ids, in an order. */
type Sheet = readonly (readonly [id: string, spec: Spec])[]

const spec: fc.Arbitrary<Spec> = fc.record({
  visibility: fc.constantFrom('visible', 'hidden'),
  entry: fc.constantFrom('f', 'g'),
  expected: fc.integer({ min: 1, max: 2 }),
  points: fc.constantFrom(0.5, 1),
  after: fc.boolean(),
  twin: fc.boolean(),
})
const sheet: fc.Arbitrary<Sheet> = fc
  .array(spec, { minLength: 1, maxLength: 4 })
  .map((specs) => specs.map((one, i) => [`c${i}`, one] as const))

/** One check changed, removed, added or moved, or the whole exercise asks for something else. */
const change = (old: Sheet): fc.Arbitrary<Sheet> =>
  fc.oneof(
    fc
      .tuple(fc.nat({ max: old.length - 1 }), spec)
      .map(([at, made]) => old.map((one, i): Sheet[number] => (i === at ? [one[0], made] : one))),
    fc.nat({ max: old.length - 1 }).map((at) => old.filter((_, i) => i !== at)),
    fc.tuple(fc.nat({ max: old.length }), spec).map(([at, made]): Sheet => old.toSpliced(at, 0, ['new', made])),
    fc.constant([...old].reverse()),
  )

interface World {
  readonly f: 'right' | 'wrong' | 'missing' | 'known-only' | 'exits' | 'tuple'
  readonly g: 'right' | 'wrong' | 'missing'
  readonly prints: 'never' | 'of f' | 'of g' | 'always'
  readonly declares: boolean
}

const world: fc.Arbitrary<World> = fc.record({
  f: fc.constantFrom('right', 'wrong', 'missing', 'known-only', 'exits', 'tuple'),
  g: fc.constantFrom('right', 'wrong', 'missing'),
  prints: fc.constantFrom('never', 'of f', 'of g', 'always'),
  declares: fc.boolean(),
})

const HALVED: Convention = { key: 'scale', value: 'half', note: 'halved', fromStudent: (_entry, value) => (value === 1 ? 0.5 : value) }

function made({ f, g, prints, declares }: World): Submission {
  let printed = ''
  const call: Session['call'] = async (entry, [x]) => {
    if (prints === 'always' || prints === `of ${entry}`) printed += `${entry} `
    const does = entry === 'f' ? f : entry === 'g' ? g : 'right'
    const fails = (fault: Fault) => ({ ok: false as const, fault, usage: { ms: 0 } })
    if (does === 'missing') return fails({ kind: 'missing-entry', entry, available: [] })
    if (does === 'exits') return fails({ kind: 'exited', code: 1, signal: null })
    return {
      ok: true,
      value: does === 'wrong' || (does === 'known-only' && x === 'twin') ? 7 : does === 'tuple' ? [1] : 1,
      usage: { ms: 0 },
    }
  }
  const subject: Session = { call, callMany: (entry, list) => Promise.all(list.map((args) => call(entry, args))), close: async () => {} }
  return { ...submission(subject, declares ? [['scale', 'half']] : []), output: () => ({ stdout: printed, stderr: '' }) }
}

/** Functions of each exercise: one of them is shared, and one exercise shares none. */
const FUNCTIONS: Readonly<Record<string, readonly string[]>> = { 'unit/one': ['f', 'g'], 'unit/two': ['f'], 'unit/three': ['h'] }

function exerciseOf(id: string, sheet: Sheet): Exercise {
  const specs = id === 'unit/three' ? sheet.map(([name, one]) => [name, { ...one, entry: 'h' as const }] as const) : sheet
  const asks =
    (entry: string, expected: number, x: string): Check['run'] =>
    async (subject): Promise<Outcome> => {
      const answer = await subject.call(entry, [x])
      if (answer.ok) {
        const right = Number(answer.value) === expected || answer.value === 1
        return { verdict: right ? 'accepted' : 'wrong-answer', fraction: right ? 1 : 0, findings: [] }
      }
      const none = answer.fault.kind === 'missing-entry'
      return {
        verdict: none ? 'not-attempted' : 'runtime-error',
        fraction: 0,
        findings: none ? [] : [{ code: 'fault', entry, fault: answer.fault, severity: 'error' }],
      }
    }
  const checks = specs.map(([name, one], i): Check => {
    const [before] = specs[i - 1] ?? []
    const twin = check(name, asks(one.entry, one.expected, 'twin'), { visibility: 'hidden', entries: [one.entry] })
    return check(name, asks(one.entry, one.expected, 'known'), {
      ...{ visibility: one.visibility, points: one.points, entries: [one.entry] },
      ...(one.after && before !== undefined ? { after: [before] } : {}),
      ...(one.twin && one.visibility === 'visible' ? { twin } : {}),
    })
  })
  const entries = (FUNCTIONS[id] ?? []).map((name) => ({
    name,
    parameters: [],
    returns: name === 'f' ? '{v}' : 'float',
  }))
  return { id, sheet: id, title: id, points: 1, entries, checks, conventions: [HALVED] }
}

/** Of equal checks whose conditions are equal. */
function unchanged(before: Sheet, now: Sheet): readonly string[] {
  const keyOf = (sheet: Sheet, i: number): string => {
    const [id, one] = sheet[i] as Sheet[number]
    return JSON.stringify([id, one, one.after && i > 0 ? keyOf(sheet, i - 1) : ''])
  }
  const keys = new Set(before.map((_, i) => keyOf(before, i)))
  return now.filter((_, i) => keys.has(keyOf(now, i))).map(([id]) => id)
}

const JSON_KEY = (entry: string, argsList: readonly unknown[]): string => JSON.stringify([entry, argsList])
const fromKept = (kept: KeptSubmission, onMiss: () => void): Submission => fromAnswers('ada', kept, JSON_KEY, onMiss)

const withoutTimes = (result: StudentResult): unknown => JSON.parse(JSON.stringify(result, (key, value) => (key === 'ms' ? 0 : value)))

describe('a submission graded with the results of an earlier run', () => {
  it('has the result of one that is graded as a whole, whatever changed', async () => {
    let saved = 0
    let answered = 0
    let unanswered = 0
    await fc.assert(
      fc.asyncProperty(
        fc
          .tuple(sheet, sheet, sheet, world, fc.boolean())
          .chain(([one, two, three, world, isShared]) =>
            fc.tuple(fc.constant({ one, two, three, world, isShared }), change(isShared ? one : three), fc.boolean()),
          ),
        async ([{ one, two, three, world, isShared }, changed, first]) => {
          const run = async (submission: Submission, sheets: readonly [Sheet, Sheet, Sheet], earlier?: Earlier) => {
            let asked = 0
            const exercises = (['unit/one', 'unit/two', 'unit/three'] as const).map((id, i) => exerciseOf(id, sheets[i] as Sheet))
            const ordered = first ? exercises : [...exercises].reverse()
            const onStart = (): void => void asked++
            const result = await gradeSubmission(
              submission,
              ordered,
              optionsWith({ onStart, ...(earlier === undefined ? {} : { earlier }) }),
            )
            return { result, asked }
          }
          const keeping = keepingAnswers(made(world), JSON_KEY)
          const before = await run(keeping.submission, [one, two, three])
          const now: readonly [Sheet, Sheet, Sheet] = isShared ? [changed, two, three] : [one, two, changed]
          const whole = await run(made(world), now)
          const parts = { 'unit/one': unchanged(one, now[0]), 'unit/two': two.map(([id]) => id), 'unit/three': unchanged(three, now[2]) }
          const earlier = { result: before.result, unchanged: parts }
          const again = await run(made(world), now, earlier)
          expect(withoutTimes(again.result)).toEqual(withoutTimes(whole.result))
          expect(again.asked).toBeLessThanOrEqual(whole.asked)
          saved += whole.asked - again.asked

          const kept = keeping.kept(before.result.output, true)
          if (kept === undefined) return
          let isMissed = false
          const replayed = await run(
            fromKept(kept, () => (isMissed = true)),
            now,
            earlier,
          )
          if (!isMissed) expect(withoutTimes(replayed.result)).toEqual(withoutTimes(whole.result))
          if (isMissed) unanswered++
          else if (replayed.asked > 0) answered++
        },
      ),
      { numRuns: 1600 },
    )
    // Else nothing would have been tried.
    expect(saved).toBeGreaterThan(400)
    expect(answered).toBeGreaterThan(50)
    expect(unanswered).toBeGreaterThan(20)
  })

  it('shows its pictures from what is kept, and is asked for their pixels', async () => {
    const pixels = { width: 2, height: 1, data: new Uint8Array(6) }
    const shown = { name: 'plots/a.png', width: 2, height: 1, png: 'AA==' }
    const pictures = new Map([['plots/a.png', { name: 'plots/a.png', width: 2, height: 1, pixels, shown }]])
    const world: World = { f: 'right', g: 'right', prints: 'never', declares: false }
    const exercises = [
      exerciseOf('unit/one', [['c0', { visibility: 'visible', entry: 'f', expected: 1, points: 1, after: false, twin: false }]]),
    ]
    const keeping = keepingAnswers({ ...made(world), pictures }, JSON_KEY)
    const before = await gradeSubmission(keeping.submission, exercises, optionsWith())
    let isMissed = false
    const kept = keeping.kept(before.output, true) as KeptSubmission
    const replayed = fromKept(kept, () => (isMissed = true))
    expect(withoutTimes(await gradeSubmission(replayed, exercises, optionsWith()))).toEqual(withoutTimes(before))
    expect(before.pictures).toEqual([shown])
    expect(isMissed).toBe(false)
    expect([replayed.pictures?.get('plots/a.png')?.pixels.data.length, isMissed]).toEqual([3, true])
  })

  it('tells what was printed in the order of its checks', async () => {
    const asks = (entry: Spec['entry']): Spec => ({ visibility: 'visible', entry, expected: 1, points: 1, after: false, twin: false })
    const one: Sheet = [
      ['c0', asks('f')],
      ['c1', asks('g')],
    ]
    const world: World = { f: 'right', g: 'right', prints: 'always', declares: false }
    const result = await gradeSubmission(made(world), [exerciseOf('unit/one', one)], optionsWith())
    const earlier = { result, unchanged: { 'unit/one': ['c0', 'c1'] } }
    const again = await gradeSubmission(made(world), [exerciseOf('unit/one', [...one].reverse())], optionsWith({ earlier }))
    expect([result.output.stdout, again.output.stdout]).toEqual(['f g ', 'g f '])
  })

  it('is asked everything where it is another submission', async () => {
    const one: Sheet = [['c0', { visibility: 'visible', entry: 'f', expected: 1, points: 1, after: false, twin: false }]]
    const subject = made({ f: 'right', g: 'right', prints: 'never', declares: false })
    const result = await gradeSubmission(subject, [exerciseOf('unit/one', one)], optionsWith())
    const asked: string[] = []
    const onStart = (_: string, id: string): void => void asked.push(id)
    const earlier = { result, unchanged: { 'unit/one': ['c0'] } }
    await gradeSubmission(subject, [exerciseOf('unit/one', one)], optionsWith({ onStart, earlier }))
    expect(asked).toEqual([])
    await gradeSubmission({ ...subject, hash: 'other' }, [exerciseOf('unit/one', one)], optionsWith({ onStart, earlier }))
    expect(asked).toEqual(['c0'])
  })
})
