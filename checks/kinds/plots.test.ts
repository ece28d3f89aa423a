import { describe, expect, it } from 'vitest'
import type { CheckContext, Outcome } from '#grading/model/check'
import type { Picture } from '#grading/model/picture'
import { answering, codes } from '../testing/answering.ts'
import { plots } from './plots.ts'

type Named = readonly [name: string, picture: Picture]

/** A picture of this size with a bar in this shade of red on white; blank without. */
function picture(shade: number | undefined, plot?: string, width = 240, height = 220, cell = 3): Named {
  const name = plot === undefined ? `work.ipynb, cell ${cell}` : `plots/${plot}.png`
  const data = new Uint8Array(3 * width * height).fill(255)
  if (shade !== undefined) for (let i = 0; i < 30 * width; i++) data.set([shade, 0, 80], 3 * i)
  const named = { name, ...(plot === undefined ? {} : { plot }), width, height }
  return [name, { ...named, pixels: { width, height, data }, shown: { ...named, png: '' } }]
}

const inCell = (cell: number, shade: number | undefined = cell): Named => picture(shade, undefined, 240, 220, cell)

const check = plots({ points: 0.4, functions: ['f', 'g'], plots: ['first', 'second'] })
function contextOf(pictures: readonly Named[] | undefined, more: Partial<CheckContext> = {}): CheckContext {
  return {
    reference: answering({}),
    seed: 1,
    declared: new Map(),
    memo: (_key, make) => make(),
    tried: () => ['f'],
    ...(pictures === undefined ? {} : { pictures: new Map(pictures) }),
    ...more,
  }
}

function judged(pictures: readonly Named[] | undefined, more: Partial<CheckContext> = {}): Promise<Outcome> {
  return check.run(answering({}), contextOf(pictures, more))
}

const first = picture(10, 'first')
const second = picture(11, 'second')

describe('plots', () => {
  it('earn their points where all are there, whatever they show', async () => {
    const outcome = await judged([first, second])
    expect(outcome).toMatchObject({ verdict: 'accepted', fraction: 1 })
    expect(outcome.findings).toEqual([
      expect.objectContaining({ severity: 'note', says: expect.stringContaining('only the points of this check') }),
    ])
  })

  it('are not attempted where there is none', async () => {
    expect(await judged([])).toMatchObject({ verdict: 'not-attempted', fraction: 0 })
    expect(await judged(undefined)).toMatchObject({ verdict: 'not-attempted' })
    expect(await judged([picture(10, 'third')])).toMatchObject({ verdict: 'not-attempted' })
  })

  it('are one check of the exercise, named by their number', () => {
    expect(check).toMatchObject({ id: 'plots', points: 0.4, entries: [], plots: ['first', 'second'] })
    expect(check.title).toBe('Required plots submitted')
    expect(plots({ points: 1, functions: [], plots: ['only'] }).title).toBe('Required plot submitted')
  })

  it.each([
    ['missing', [first]],
    ['blank', [first, picture(undefined, 'second')]],
    ['missing', [first, picture(11, 'third')]],
    ['too-small', [first, picture(11, 'second', 199, 199)]],
    ['too-small', [first, picture(11, 'second', 99, 240)]],
    ['too-small', [first, picture(11, 'second', 600, 99)]],
    ['same-picture', [first, picture(10, 'second')]],
  ] as const)('lose their part where one is %s', async (mistake, pictures) => {
    const outcome = await judged(pictures)
    expect(outcome).toMatchObject({ verdict: 'partial', fraction: 0.5 })
    expect(codes(outcome)).toEqual([`plot ${mistake}`, 'remark'])
    expect(outcome.findings[0]).toMatchObject({ picture: 'plots/second.png', severity: 'error' })
  })

  it('lose all where none can be looked at', async () => {
    expect(await judged([picture(undefined, 'first')])).toMatchObject({ verdict: 'wrong-answer', fraction: 0 })
  })

  it('are large enough with 200 and 100 pixels a side, and of another shape not the same', async () => {
    expect(await judged([first, picture(10, 'second', 200, 100)])).toMatchObject({ verdict: 'accepted' })
    expect(await judged([first, picture(10, 'second', 100, 200)])).toMatchObject({ verdict: 'accepted' })
    expect(await judged([picture(0, 'first', 240, 200), picture(0, 'second', 200, 240)])).toMatchObject({ verdict: 'accepted' })
  })

  it('need no function that works', async () => {
    expect(await judged([first, second], { tried: () => [] })).toMatchObject({ verdict: 'accepted' })
  })

  it('cannot be looked at where nothing of the hand-in can be read', async () => {
    const refused = { kind: 'load-error', name: '', message: 'the hand-in has more than 2000 files' } as const
    expect(await judged([], { refused })).toMatchObject({ verdict: 'load-error', fraction: 0 })
  })
})

describe('pictures in a notebook', () => {
  it('stand for the plots that are not in plots/, in their order, and that is said', async () => {
    const outcome = await judged([inCell(7), inCell(3)])
    expect(outcome).toMatchObject({ verdict: 'accepted', fraction: 1 })
    expect(outcome.findings.map((one) => ('says' in one ? one.says : ''))).toEqual([
      'work.ipynb, cell 7 counts as plots/first.png.',
      'work.ipynb, cell 3 counts as plots/second.png.',
      expect.any(String),
    ])
    const beside = await judged([inCell(7), first])
    expect(beside.findings[0]).toMatchObject({ says: 'work.ipynb, cell 7 counts as plots/second.png.' })
  })

  it('stand for one plot each, and only where they can be looked at', async () => {
    expect(await judged([inCell(3)])).toMatchObject({ verdict: 'partial', fraction: 0.5 })
    expect(codes(await judged([inCell(3)]))).toEqual(['remark', 'plot missing', 'remark'])
    const blank = [picture(undefined, undefined, 240, 220, 1), picture(9, undefined, 90, 220, 2)]
    expect(await judged(blank)).toMatchObject({ verdict: 'not-attempted' })
    expect(await judged([...blank, inCell(3), inCell(4)])).toMatchObject({ verdict: 'accepted' })
    expect(codes(await judged([inCell(3), inCell(4, 3)]))).toContain('plot same-picture')
  })

  it('count where something of a function of the exercise was found', async () => {
    const pictures = [inCell(3), inCell(4)]
    expect(await judged(pictures, { tried: () => ['h', 'g'] })).toMatchObject({ verdict: 'accepted' })
    expect(await judged(pictures, { tried: () => ['h'] })).toMatchObject({ verdict: 'not-attempted' })
    expect(await judged([first, ...pictures], { tried: () => [] })).toMatchObject({ verdict: 'partial' })
  })

  it('stand for one plot of all exercises of a submission, and for the same one when it is judged again', async () => {
    const next = plots({ points: 0.2, functions: ['f'], plots: ['third', 'fourth'] })
    const context = contextOf([inCell(1), inCell(2), inCell(3)])
    const runs = [await check.run(answering({}), context), await next.run(answering({}), context), await check.run(answering({}), context)]
    expect(runs.map(({ fraction }) => fraction)).toEqual([1, 0.5, 1])
    expect(runs[1]?.findings[0]).toMatchObject({ says: 'work.ipynb, cell 3 counts as plots/third.png.' })
    expect(runs[2]).toEqual(runs[0])
  })
})
