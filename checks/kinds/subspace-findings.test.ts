import { describe, expect, it } from 'vitest'
import { orthonormalBasis, subspaceDistance } from '#grading/math/projector'
import type { Matrix } from '#grading/model/tensor'
import type { Plain } from '#grading/model/value'
import { codes, judge } from '../testing/answering.ts'
import { PLANE, planeCheck } from '../testing/plane.ts'
import type { SubspaceMistake, SubspaceSpec } from './subspace.ts'

const columns = (rows: Matrix): number[][] => [0, 1, 2].map((axis) => rows.map((row) => row[axis] as number))

const answered = (rows: (k: number) => Plain, more: Partial<SubspaceSpec> = {}) =>
  judge(planeCheck(more), { span: (k: number) => ({ rows: rows(k) }) })
const mistake = (span: SubspaceMistake['span']): SubspaceMistake => ({ id: 'known', says: 'a known one', hint: 'Which ones?', span })

it('a check of a space calls one function', () => expect(planeCheck().entries).toEqual(['span']))

describe('the vectors of a space', () => {
  it('may be columns, one alone a flat list', async () => {
    const accepted = { verdict: 'accepted', findings: [] }
    expect(await answered((k) => columns(PLANE.slice(0, k)), { vectors: 'columns' })).toMatchObject(accepted)
    expect(await answered((k) => (k === 1 ? [2, 0, 0] : columns(PLANE)), { vectors: 'columns' })).toMatchObject(accepted)
    expect(await answered((k) => (k === 1 ? [2, 0, 0] : PLANE))).toMatchObject(accepted)
    expect(await answered(() => PLANE, { vectors: 'columns' })).toMatchObject({
      findings: [{ code: 'shape-mismatch', label: 'the directions', actual: [2, 3], expected: [3, 2], case: 'both axes' }],
    })
  })

  it.each<[string, number[][], Partial<SubspaceSpec>]>([
    ['a column where a row is asked for', [[0], [0], [1]], {}],
    ['a row where a column is asked for', [[0, 0, 1]], { vectors: 'columns' }],
  ])('are looked at also where one alone came as %s', async (_name, one, more) => {
    const both = more.vectors === 'columns' ? columns(PLANE) : PLANE
    const right = one.flat().length === one.length ? [[3], [0], [0]] : [[3, 0, 0]]
    expect((await answered((k) => (k === 1 ? right : both), more)).verdict).toBe('accepted')
    expect((await answered((k) => (k === 1 ? one : both), more)).findings).toMatchObject([{ code: 'subspace-mismatch', angle: 90 }])
  })

  it.each<[string, Plain]>([
    ['a number', 1],
    ['a list of matrices', [PLANE, PLANE]],
    ['text', 'x and y'],
  ])('are no %s', async (_name, rows) => {
    const outcome = await answered(() => rows)
    expect(outcome).toMatchObject({
      verdict: 'wrong-answer',
      findings: [{ code: 'type-mismatch', label: 'the directions', expected: 'a matrix' }],
    })
  })

  it('must be finite; the first that is not is named by its row and column', async () => {
    const rows = [
      [1, 0, 0],
      [0, NaN, Infinity],
    ]
    const found = { code: 'not-finite', label: 'the directions', actual: NaN, count: 2, total: 6 }
    expect((await answered(() => rows)).findings).toMatchObject([{ ...found, index: [1, 1] }])
    expect((await answered(() => columns(rows), { vectors: 'columns' })).findings).toMatchObject([{ ...found, index: [1, 1] }])
  })

  it('are missed among the fields that are there, of which a dozen are named', async () => {
    const names = Array.from({ length: 15 }, (_, i) => `field${i}`)
    const fields = Object.fromEntries(names.map((name) => [name, 0]))
    const missing = { code: 'missing-field', label: 'span', field: 'rows' }
    expect((await judge(planeCheck(), { span: () => fields })).findings).toMatchObject([{ ...missing, available: names.slice(0, 12) }])
    expect((await judge(planeCheck(), { span: () => PLANE })).findings).toMatchObject([{ ...missing, available: [] }])
  })
})

describe('the distance of a space', () => {
  const near = (k: number): number[][] => [[1, 0, 1e-3], ...PLANE.slice(1)].slice(0, k)
  const away = subspaceDistance(PLANE, orthonormalBasis(near(2))).distance

  it('may be as large as is allowed, and no larger', async () => {
    expect((await answered((k) => near(k), { distance: away })).verdict).toBe('accepted')
    expect((await answered((k) => near(k), { distance: 0.999 * away })).verdict).toBe('wrong-answer')
  })

  it('says something of the precision only where little is allowed', async () => {
    expect(codes(await answered((k) => near(k), { distance: 0.99e-2 }))).toEqual(['single-precision'])
    expect(codes(await answered((k) => near(k), { distance: 1e-2 }))).toEqual([])
  })

  it('is told for the first case where it is too large, by its label or its call', async () => {
    const third = [[0, 0, 1]]
    const two = await answered((k) => (k === 2 ? near(2) : third), { distance: 1e-4 })
    expect(two.findings).toMatchObject([{ code: 'subspace-mismatch', directions: 2, allowed: 1e-4, case: 'both axes' }])
    const one = await answered((k) => (k === 2 ? PLANE : third))
    expect(one.findings).toMatchObject([{ code: 'subspace-mismatch', directions: 1, angle: 90, case: 'span(1)' }])
  })
})

describe('a known wrong space', () => {
  const side = [
    [0, 0, 1],
    [0, 1, 0],
  ]
  const named = async (rows: (k: number) => Plain, span: SubspaceMistake['span'], more: Partial<SubspaceSpec> = {}) => {
    const outcome = await answered(rows, { ...more, mistakes: [mistake(() => [[0, 0, 7]]), mistake(span)] })
    expect(outcome.verdict).toBe('wrong-answer')
    return codes(outcome)
  }
  const first = ([k]: readonly Plain[]): Matrix => side.slice(0, k as number)

  it('is named with its hint, before what is wrong', async () => {
    const outcome = await answered((k) => side.slice(0, k), { mistakes: [mistake(first)] })
    expect(outcome.findings).toMatchObject([
      { code: 'known-mistake', label: 'the directions', mistake: 'known', says: 'a known one', hint: 'Which ones?' },
      { code: 'subspace-mismatch' },
    ])
  })

  it('is named where one flat list came instead of two columns', async () => {
    const one = (): Matrix => [[0, 0, 1]]
    const rows = (): Plain => [0, 0, 1]
    expect(await named(rows, one, { vectors: 'columns' })).toEqual(['known-mistake known', 'shape-mismatch'])
    expect(await named(rows, one)).toEqual(['known-mistake known', 'shape-mismatch'])
  })

  it('is named where it shows in one case and the other is right', async () => {
    expect(await named((k) => (k === 2 ? side : PLANE.slice(0, 1)), first)).toEqual(['known-mistake known', 'subspace-mismatch'])
  })

  it('is not named where one case shows another', async () => {
    const rows = (k: number): number[][] => (k === 2 ? side : [[0, 1, 0]])
    expect(await named(rows, first)).toEqual(['subspace-mismatch'])
    expect(await named(rows, ([k]) => (k === 2 ? side : undefined))).toEqual(['subspace-mismatch'])
    expect(await named(rows, () => [])).toEqual(['subspace-mismatch'])
  })

  it('is not named where the right space came in another form', async () => {
    expect(await named((k) => [...PLANE.slice(0, k), [1, 0, 0]], first)).toEqual(['shape-mismatch'])
  })

  it('is as near as the right one may be', async () => {
    const rows = (k: number): number[][] => [[0, 0.1, 1], ...side.slice(1)].slice(0, k)
    const distance = subspaceDistance(side.slice(0, 1), orthonormalBasis(rows(1))).distance
    expect(await named(rows, first, { distance })).toEqual(['known-mistake known', 'subspace-mismatch'])
    expect(await named(rows, first, { distance: 0.999 * distance })).toEqual(['subspace-mismatch'])
  })
})

describe('of several wrong spaces', () => {
  const tilted =
    (by: number): SubspaceMistake['span'] =>
    (args) =>
      (args[0] as number) === 1
        ? [[Math.cos(by), 0, Math.sin(by)]]
        : [
            [Math.cos(by), 0, Math.sin(by)],
            [0, 1, 0],
          ]
  const given = (by: number) => (k: number) => tilted(by)([k]) as number[][]
  const named = (by: number, ...mistakes: readonly SubspaceMistake[]) =>
    answered(given(by), { distance: 0.05, mistakes }).then(({ findings }) =>
      findings.flatMap((one) => ('mistake' in one ? [one.mistake] : [])),
    )

  it('the nearest is named, whatever their order, and all that are as near', async () => {
    const [near, far] = [
      { ...mistake(tilted(0.5)), id: 'near' },
      { ...mistake(tilted(0.52)), id: 'far' },
    ]
    expect(await named(0.5, far, near)).toEqual(['near'])
    expect(await named(0.5, near, far)).toEqual(['near'])
    expect(await named(0.5, near, { ...near, id: 'same' })).toEqual(['near same'])
    expect(await named(0.9, near, far)).toEqual([])
  })
})
