import { describe, expect, it } from 'vitest'
import { equalPictures } from './equal-pictures.ts'
import { html } from './html/html.ts'
import { checkResult, exerciseResult, studentResult, viewOf } from './sample/sample-run.ts'

function student(id: string, plots: Readonly<Record<string, string>>, more: Readonly<Record<string, string>> = {}) {
  const shown = (pictures: Readonly<Record<string, string>>) =>
    Object.entries(pictures).map(([name, png]) => ({ name, width: 1, height: 1, png }))
  const exercise = { ...exerciseResult('convolution/mnist-cnn', '4.2', 'CNN', [checkResult()]), pictures: shown(plots) }
  return studentResult(id, [exercise], { pictures: shown(more) })
}

describe('equal pictures', () => {
  const ada = student('ada', { 'plots/training-curve.png': 'AAAA', 'plots/confusion-matrix.png': 'BBBB' })
  const bob = student('bob', { 'plots/training-curve.png': 'CCCC' }, { 'cell 3': 'BBBB' })

  it('are found whatever they are called, and wherever they stand', () => {
    expect(equalPictures([ada, bob])).toEqual([
      [
        { student: 'ada', name: 'plots/confusion-matrix.png' },
        { student: 'bob', name: 'cell 3' },
      ],
    ])
  })

  it('are none within one hand-in, where the check of its plots looks for them', () => {
    expect(equalPictures([student('eve', { a: 'DDDD', b: 'DDDD' })])).toEqual([])
  })

  it('are none between members of a group, who share one submission', () => {
    const attempts = [{ submission: 'ada-bob', number: 1, lateBy: 0, counts: true, why: 'It is the only one.', points: 100 }]
    expect(equalPictures([ada, bob].map((one) => ({ ...one, attempts })))).toEqual([])
  })

  it('are named on the class page only', () => {
    const [index, page] = html.render(viewOf([ada, bob]))
    expect(index?.content).toContain('Identical plots')
    expect(index?.content).toContain('cell 3')
    expect(page?.content).not.toContain('Identical plots')
    expect(html.render(viewOf([ada]))[0]?.content).not.toContain('Identical plots')
  })
})
