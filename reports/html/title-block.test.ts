import { describe, expect, it } from 'vitest'
import type { RenderedFile } from '#grading/model/report'
import { secretStudent } from '../sample/hostile.ts'
import { studentResult, viewOf } from '../sample/sample-run.ts'
import { htmlFaults } from '../testing/html-guard.ts'
import { html } from './html.ts'

function pageOf(rendered: readonly RenderedFile[], id: string): string {
  return rendered.find((file) => file.path === `students/${id}.html`)?.content ?? ''
}

describe('the title of a student page', () => {
  it('says course, sheet, student and times, as far as they are known', () => {
    const view = viewOf([secretStudent()])
    const facts = { name: 'Anna Lind', submittedAt: '2026-11-29T21:00:00.000Z' }
    const course = { title: 'Deep learning', sheet: 'Sheet 7', timezone: 'Europe/Berlin', submissions: new Map([['anna', facts]]) }
    const rendered = pageOf(html.render({ ...view, course, gradedAt: '2026-11-30T09:00:00.000Z' }), 'anna')
    expect(rendered).toContain('<p class="kicker">Deep learning · Sheet 7</p>')
    expect(rendered).toContain('<h1>Anna Lind</h1>')
    expect(rendered).toContain('<dt>Submitted</dt><dd>29 November 2026 at 22:00 CET · TypeScript</dd>')
    expect(rendered).toContain('<dt>Graded</dt><dd>30 November 2026 at 10:00 CET</dd>')
  })

  it('lists changes of points after the checks, with who made them and why', () => {
    const adjustments = [
      { kind: 'late', points: -150, who: 'course.yaml', when: '2026-11-30T09:00:00.000Z', why: 'One day <late>.' },
    ] as const
    const course = { submissions: new Map([['anna', { adjustments }]]) }
    const rendered = pageOf(html.render({ ...viewOf([secretStudent()]), course }), 'anna')
    expect(rendered).toContain('Changes after the checks: −1.5 points')
    expect(rendered).toContain('<td>One day &lt;late&gt;.</td>')
  })

  it('has its title on each printed sheet, without a character that CSS could act on', () => {
    const name = 'a"}*{x</style>'
    const [, rendered] = html.render(viewOf([studentResult(name, [])]))
    const codes =
      /@top-left \{\s*content: "((?:\\[0-9a-f]+ )+)";/
        .exec(rendered?.content ?? '')?.[1]
        ?.trim()
        .split(' ') ?? []
    expect(codes.map((code) => String.fromCodePoint(Number.parseInt(code.slice(1), 16))).join('')).toBe(name)
    expect(htmlFaults(rendered?.content ?? '')).toEqual([])
  })
})
