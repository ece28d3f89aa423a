import { describe, expect, it } from 'vitest'
import { digestOf, formatLine } from '#grading/engine/journal'
import { readJournal } from '#grading/engine/read-journal'
import { encodePng } from '../picture/png.ts'
import { HOSTILE } from '../sample/hostile-text.ts'
import { COUNTS, CURVES, GRID, POINTS } from '../sample/sample-artifacts.ts'
import { checkResult, exerciseResult, studentResult, viewOf } from '../sample/sample-run.ts'
import { htmlFaults } from '../testing/html-guard.ts'
import { html } from './html.ts'

const SMALL = encodePng({ width: 2, height: 1, channels: 3, data: Uint8Array.from([0, 0, 0, 255, 255, 255]) }).toString('base64')

function pageOf(name: string): string {
  const shown = { name, width: 2, height: 1, png: SMALL }
  const checks = [
    checkResult({ artifacts: [GRID, COUNTS, POINTS, CURVES] }),
    checkResult({ id: 'fresh', visibility: 'hidden', artifacts: [{ ...COUNTS, title: 'of a hidden check' }] }),
  ]
  const exercise = { ...exerciseResult('convolution/mnist-cnn', '4.2', 'CNN', checks), pictures: [shown] }
  const [, page] = html.render(viewOf([studentResult('ada', [exercise], { pictures: [{ ...shown, name: `more of ${name}` }] })]))
  return page?.content ?? ''
}

describe('pictures on a student page', () => {
  it('come out of the journal as they went in, so that a resumed run shows the same', () => {
    const pictures = [{ name: 'plots/more.png', plot: 'more', width: 2, height: 1, png: SMALL }]
    const checks = [checkResult({ artifacts: [GRID, COUNTS, POINTS, CURVES] })]
    const student = studentResult('ada', [{ ...exerciseResult('convolution/mnist-cnn', '4.2', 'CNN', checks), pictures }], { pictures })
    const header = formatLine({ type: 'run', schema: 1, assay: '0', seed: 1, exercises: [], startedAt: '2026-11-28T00:00:00Z' })
    const line = formatLine({ type: 'student', seq: 1, result: student }, digestOf(header))
    const { students, problems } = readJournal(header + line)
    expect(problems).toEqual([])
    expect(html.render(viewOf(students.map(({ result }) => result)))).toEqual(html.render(viewOf([student])))
    expect(html.render(viewOf([student]))[1]?.content.match(/class="picture[ "]/g)?.length).toBe(6)
  })

  it('are those that were measured, and those handed in', () => {
    const page = pageOf('plots/confusion-matrix.png')
    expect(page.match(/<svg class="picture /g)).toHaveLength(3)
    expect(page.match(/<img class="picture[ "]/g)).toHaveLength(3)
    expect(page).toContain('<figcaption>plots/confusion-matrix.png</figcaption>')
    expect(page).toContain(`src="data:image/png;base64,${SMALL}"`)
  })

  it('are none of a hidden check', () => {
    expect(pageOf('a')).not.toContain('of a hidden check')
  })

  it.each(HOSTILE)('stand beside their names as text, whatever those are: %j', (name) => {
    expect(htmlFaults(pageOf(name))).toEqual([])
  })

  it('load nothing and come from nowhere else', () => {
    expect(htmlFaults(pageOf('a').replace('src="data:image/png;base64,iVBOR', 'src="data:image/svg+xml;base64,iVBOR'))).toContain(
      'img of another source',
    )
  })
})
