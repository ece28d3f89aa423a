import { describe, expect, it } from 'vitest'
import { sampleClass } from '../sample/sample-class.ts'
import { checkResult, exerciseResult, studentResult, viewOf } from '../sample/sample-run.ts'
import { html } from './html.ts'

const student = (id: string, score: number) =>
  studentResult(id, [exerciseResult('u/e', '1', 'E', [checkResult({ score, verdict: 'partial' })])])
const indexOf = (view: Parameters<typeof html.render>[0]): string => html.render(view)[0]?.content ?? ''
const section = (page: string): string => page.slice(page.indexOf('<section aria-labelledby="since">')).split('</section>')[0] ?? ''

describe('what changed since the last run, on the class page', () => {
  const earlier = { differences: [], gradedAt: '2026-11-30T09:00:00.000Z' }

  it('is not there without a run before, and where nothing changed', () => {
    expect(indexOf(viewOf(sampleClass()))).not.toContain('Since the last run')
    expect(indexOf({ ...viewOf(sampleClass()), earlier: { ...earlier, students: sampleClass() } })).not.toContain('Since the last run')
  })

  it('names at most ten students, the largest change first, and folds the others', () => {
    const ids = Array.from({ length: 13 }, (_, i) => `s${String(i).padStart(2, '0')}`)
    const [before, after] = [ids.map((id) => student(id, 0)), ids.map((id, i) => student(id, i * 10))]
    const page = section(indexOf({ ...viewOf(after), earlier: { ...earlier, students: before } }))
    expect(page).toContain(
      'Compared with the run of 30 November 2026 at 09:00 UTC: 12 of 13 students in both runs: other points (12 more, 0 fewer).',
    )
    const [shown, folded] = page.split('<details>') as [string, string]
    expect([...shown.matchAll(/<th scope="row"><a href="students\/(s\d+)\.html">/g)].map(([, id]) => id)).toEqual(ids.slice(3).reverse())
    expect(folded).toContain('2 more with other points')
    expect(shown).toMatch(/s12<\/a><\/th>[\s\S]*?\+1\.2[\s\S]*?1 values<\/span> Values <strong>\+1\.2/)
  })

  it('names who has a grade in one of the runs alone, and links to no page that is not there', () => {
    const page = section(
      indexOf({
        ...viewOf([student('ada', 10)]),
        earlier: { ...earlier, students: [student('bob', 10)], differences: ['the seed (1, now 2)'] },
      }),
    )
    expect(page).toContain('Not graded in both runs (2): ada: not in this run → 0.1 of 2; bob: 0.1 of 2 → not in this run.')
    expect(page).toContain('these differ: the seed (1, now 2)')
    expect(page).not.toContain('bob.html')
  })
})
