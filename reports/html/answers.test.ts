import { describe, expect, it } from 'vitest'
import { withMarks } from '#grading/engine/marks'
import type { StudentResult } from '#grading/model/result'
import { classConsole } from '../console/class-console.ts'
import { studentConsole } from '../console/student-console.ts'
import { HOSTILE } from '../sample/hostile-text.ts'
import { checkResult, exerciseResult, runResult, studentResult, viewOf } from '../sample/sample-run.ts'
import { html } from './html.ts'

const RUBRIC = [
  { says: 'Names the clean target <x>.', points: 4.5 },
  { says: 'Says why.', points: 1.5 },
]

/** An answer that waits for 6 points, beside an exercise of 2 that is right. */
function waiting(answer: string | undefined): StudentResult {
  const verdict = answer === undefined ? 'not-attempted' : 'pending-manual'
  const essay = exerciseResult('autoencoder/concepts', '5.1', 'Three questions', [checkResult({ id: 'answers', verdict, max: 600 })])
  const written = { ...essay, rubric: RUBRIC, ...(answer === undefined ? {} : { answer, status: 'pending-manual' as const }) }
  const computed = exerciseResult('backpropagation/softmax', '2b', 'Softmax', [checkResult()])
  return studentResult('ada', [written, computed], { pending: answer === undefined ? 0 : 600 })
}

const pages = (student: StudentResult) => html.render(viewOf([student])).map(({ content }) => content) as [string, string]

describe('a written answer', () => {
  it.each(HOSTILE)('stands on its page as text, whatever it holds: %j', (text) => {
    const [, page] = pages(waiting(`${text}\n\n<i>second</i> line`))
    expect(page).toContain('&lt;i&gt;second&lt;/i&gt; line</pre>')
    expect(page).not.toMatch(/<script|<img|<i>|onmouseover='x/)
  })

  it('keeps its lines and is shown whole up to 64 KiB', () => {
    const long = `first\n${'x'.repeat(65_000)}\nlast`
    expect(pages(waiting(long))[1]).toContain(`<pre tabindex="0">${long}</pre>`)
  })

  const SOUGHT = '<li>Names the clean target &lt;x&gt;. <span class="number">4.5</span></li>'

  it('shows what is looked for, below it and with points, once it is marked', () => {
    const mark = { student: 'ada', exercise: 'autoencoder/concepts', points: 300, by: 'R. Lind', at: '2024-05-01T00:00:00.000Z' }
    const student = waiting('Yes.')
    const [classPage, page] = pages(withMarks(student, [{ ...mark, hash: student.hash }]))
    expect(page).toContain(SOUGHT)
    expect(page.indexOf('<pre tabindex="0">Yes.</pre>')).toBeLessThan(page.indexOf('Names the clean target'))
    expect(classPage).not.toContain('Names the clean target')
  })

  it('that waits shows what is looked for to the instructor alone, once for all who answered', () => {
    const [classPage, page] = pages(waiting('Yes.'))
    expect(page).not.toContain('Names the clean target')
    const both = html.render(viewOf([waiting('Yes.'), { ...waiting('No.'), id: 'bob' }])).map(({ content }) => content)
    expect(classPage).toContain(SOUGHT)
    expect(both[0]?.split(SOUGHT)).toHaveLength(2)
  })

  it('that is not there shows nothing of what is looked for', () => {
    expect(pages(waiting(undefined))[1]).not.toContain('Names the clean target')
  })
})

describe('points that wait', () => {
  it('are told with the totals', () => {
    const [classPage, page] = pages(waiting('Yes.'))
    expect(page).toContain('<strong>2</strong> of 8 points, another 6 pending')
    expect(classPage).toMatch(/<td class="number total" data-value="200">2<\/td><td class="number">25<\/td><td class="number of">6<\/td>/)
    expect(studentConsole(waiting('Yes.'), { colour: false, width: 80 })).toContain('2 of 8 points (25 %), another 6 pending\n')
  })

  it('are listed for the instructor, with the way to each answer', () => {
    const [classPage, page] = pages(waiting('Yes.'))
    const href = /<span class="sheet">5\.1<\/span> Three questions [^\n]*<a href="students\/[^"]+#([^"]+)">ada<\/a>/.exec(classPage)
    expect(classPage).toContain('To mark: 1 answer, 6 points pending')
    expect(page).toContain(`id="${href?.[1]}"`)
    expect(classConsole(runResult([waiting('Yes.')]), { colour: false })).toContain('1 answer to mark, 6 points pending')
  })

  it('give an exercise no mean before any answer is marked', () => {
    const mean = 'data-label="Mean">–</td><td class="number" data-label="Mean lost">–</td>'
    const without = { ...waiting(undefined), id: 'bob' }
    const classPage = (students: readonly StudentResult[]): string => html.render(viewOf(students))[0]?.content ?? ''
    expect(classPage([waiting('Yes.'), without])).toContain(mean)
    expect(classPage([without])).not.toContain(mean)
  })

  it('are listed under the name on the roster', () => {
    const course = { submissions: new Map([['ada', { name: 'Ada Lind' }]]) }
    const [classPage] = html.render({ ...viewOf([waiting('Yes.')]), course })
    expect(classPage?.content.split('>Ada Lind</a>')).toHaveLength(3)
    expect(classPage?.content).not.toContain('>ada</a>')
  })

  it('are not spoken of where there are none', () => {
    const [classPage, page] = pages(waiting(undefined))
    expect(`${classPage}${page}${classConsole(runResult([waiting(undefined)]), { colour: false })}`).not.toMatch(
      /another|\d pending|To mark|to mark/,
    )
  })
})
