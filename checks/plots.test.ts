import { describe, expect, it } from 'vitest'
import type { CheckContext, Outcome } from '../grading/model/check.ts'
import type { Picture } from '../grading/model/picture.ts'
import type { Pixels } from './picture/pixels.ts'
import { other, SHOWN, unclear } from './picture/reading.ts'
import { createFigure, type Rgb } from './picture/testing/figure.ts'
import { plots } from './plots.ts'
import { answering, codes } from './testing/answering.ts'

/** A bar of a colour. What it shows is told by its red part: 0 what is asked, 1 cannot be told, 2 something else. */
function bar(red: number, width = 240, height = 220): Pixels {
  const figure = createFigure(width, height)
  figure.rectangle(20, 20, width - 20, 60, [red, 0, 80] as Rgb)
  return figure.pixels()
}

function picture(pixels: Pixels, plot?: string): readonly [string, Picture] {
  const name = plot === undefined ? 'work.ipynb, cell 3' : `plots/${plot}.png`
  const { width, height } = pixels
  const named = { name, ...(plot === undefined ? {} : { plot }), width, height }
  return [name, { ...named, pixels, shown: { ...named, png: '' } }]
}

const read = (wanted: number) => (pixels: Pixels, offset: number) => {
  const red = pixels.data[3 * (30 * pixels.width + 30)] as number
  if (red === wanted + offset) return SHOWN
  return red === 100 ? unclear('nothing was found in it') : other('another', 'shows another bar')
}

const check = plots({
  points: 0.4,
  entries: ['f'],
  arrays: async (ask) => Number(await ask('f', [])),
  plots: { first: read(0), second: read(1) },
})

function judged(
  pictures: readonly (readonly [string, Picture])[] | undefined,
  more: Partial<CheckContext> = {},
  functions = { f: () => 10 },
): Promise<Outcome> {
  const context: CheckContext = {
    reference: answering({}),
    seed: 1,
    declared: new Map(),
    memo: (_key, make) => make(),
    ...(pictures === undefined ? {} : { pictures: new Map(pictures) }),
    ...more,
  }
  return check.run(answering(functions), context)
}

const first = picture(bar(10), 'first')
const second = picture(bar(11), 'second')

describe('plots', () => {
  it('earn their points where all are there and show what the functions answer', async () => {
    const outcome = await judged([first, second])
    expect(outcome).toMatchObject({ verdict: 'accepted', fraction: 1 })
    expect(outcome.findings).toEqual([expect.objectContaining({ severity: 'note', says: expect.stringContaining('this check only') })])
  })

  it('are not attempted where there is none', async () => {
    expect(await judged([])).toMatchObject({ verdict: 'not-attempted', fraction: 0 })
    expect(await judged(undefined)).toMatchObject({ verdict: 'not-attempted' })
    expect(await judged([picture(bar(10), 'third')])).toMatchObject({ verdict: 'not-attempted' })
  })

  it('ask the functions only where there may be one', async () => {
    const functions = {
      f: () => {
        throw new Error('no')
      },
    }
    expect(await judged([picture(bar(10), 'third')], {}, functions)).toMatchObject({ verdict: 'not-attempted' })
    expect(await judged(undefined, {}, functions)).toMatchObject({ verdict: 'not-attempted' })
    expect(await judged([picture(bar(10))], {}, functions)).toMatchObject({ verdict: 'runtime-error' })
    expect(await judged([picture(bar(10), 'third'), first], {}, functions)).toMatchObject({ verdict: 'runtime-error' })
  })

  it('are one check of the exercise, named by their number', () => {
    expect(check).toMatchObject({ id: 'plots', points: 0.4, entries: ['f'], plots: ['first', 'second'] })
    expect(check.title).toBe('The plots that are asked for are there')
    expect(plots({ points: 1, entries: [], arrays: async () => 0, plots: { only: read(0) } }).title).toBe(
      'The plot that is asked for is there',
    )
  })

  it.each([
    ['missing', [first]],
    ['blank', [first, picture(createFigure(240, 220).pixels(), 'second')]],
    ['missing', [first, picture(bar(11), 'third')]],
    ['too-small', [first, picture(bar(11, 240, 199), 'second')]],
    ['same-picture', [first, picture(bar(10), 'second')]],
    ['another', [first, picture(bar(12), 'second')]],
    ['another', [first, picture({ ...bar(10), width: 220, height: 240 }, 'second')]],
  ] as const)('lose their part where one is %s', async (mistake, pictures) => {
    const outcome = await judged(pictures)
    expect(outcome).toMatchObject({ verdict: 'partial', fraction: 0.5 })
    expect(codes(outcome)).toEqual([`plot ${mistake}`, 'remark'])
    expect(outcome.findings[0]).toMatchObject({ picture: 'plots/second.png', severity: 'error' })
  })

  it('are large enough with 200 pixels a side', async () => {
    expect(await judged([first, picture(bar(11, 240, 200), 'second')])).toMatchObject({ verdict: 'accepted' })
  })

  it('count as there where it cannot be told what they show', async () => {
    const outcome = await judged([first, picture(bar(100), 'second')])
    expect(outcome).toMatchObject({ verdict: 'accepted', fraction: 1 })
    expect(codes(outcome)).toEqual(['plot unclear', 'remark'])
  })

  it('may stand in a notebook, where a picture has no name, if they are seen to show what is asked', async () => {
    expect(await judged([first, picture(bar(11))])).toMatchObject({ verdict: 'accepted' })
    expect(await judged([first, picture(bar(100))])).toMatchObject({ verdict: 'partial', fraction: 0.5 })
    expect(await judged([picture(bar(100))])).toMatchObject({ verdict: 'not-attempted' })
    expect(await judged([picture(bar(11)), second])).toMatchObject({ verdict: 'partial', fraction: 0.5 })
  })

  it('may stand in a notebook once each: one picture there stands for one plot', async () => {
    const alike = plots({ points: 1, entries: [], arrays: async () => 10, plots: { first: read(0), second: read(0) } })
    const context = { reference: answering({}), seed: 1, declared: new Map(), memo: <T>(_key: string, make: () => T): T => make() }
    const outcome = await alike.run(answering({}), { ...context, pictures: new Map([picture(bar(10))]) })
    expect(outcome).toMatchObject({ verdict: 'partial', fraction: 0.5 })
    expect(codes(outcome)).toEqual(['plot missing', 'remark'])
  })

  it('earn nothing without the functions whose answers they show', async () => {
    expect(await judged([first, second], {}, {} as { f: () => number })).toMatchObject({ verdict: 'not-attempted', fraction: 0 })
  })

  it('cannot be looked at where nothing of the hand-in can be read', async () => {
    const refused = { kind: 'load-error', name: '', message: 'the hand-in has more than 2000 files' } as const
    expect(await judged([], { refused })).toMatchObject({ verdict: 'load-error', fraction: 0 })
  })
})
