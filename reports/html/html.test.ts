import { describe, expect, it } from 'vitest'
import type { Finding } from '#grading/model/finding'
import type { RenderedFile } from '#grading/model/report'
import type { ExerciseResult, StudentResult } from '#grading/model/result'
import { hostileStudents, SECRET, secretStudent } from '../sample/hostile.ts'
import { sampleClass } from '../sample/sample-class.ts'
import { checkResult, exerciseResult, MISMATCH, studentResult, viewOf } from '../sample/sample-run.ts'
import { tagsOf } from '../testing/html-guard.ts'
import { html } from './html.ts'
import { renderPage } from './templates.ts'

const STATEMENT =
  '# Softmax\n\nShow $a_j = \\frac{e^{z_j}}{2}$ and\n\n$$\\begin{aligned}a&=b\\end{aligned}$$\n\n| x | y |\n|--:|---|\n| 1 | `2` |\n\n<script>alert(1)</script> <b onclick="x">b</b>\n\n[site](https://a.test) [js](javascript:alert(1)) ![picture](http://a.test/x.png)\n'
const STATEMENTS = { 'backpropagation/softmax': STATEMENT, 'unit/hostile': STATEMENT }
const MISTAKE: Finding = { code: 'known-mistake', severity: 'error', label: 'dW', mistake: 'm', says: 'another formula' }
const WRONG = exerciseResult('u/b', '1b', 'B', [checkResult({ verdict: 'wrong-answer', findings: [MISTAKE] })])
const files = [
  ...html.render(viewOf(sampleClass(), STATEMENTS)),
  ...html.render(viewOf([...hostileStudents(), secretStudent()], STATEMENTS)),
]

function pageOf(rendered: readonly RenderedFile[], id: string): string {
  return rendered.find((file) => file.path === `students/${id}.html`)?.content ?? ''
}

describe('html pages', () => {
  it('link only to pages of the run, places in the page and https', () => {
    const paths = new Set(files.map((file) => file.path))
    for (const { content } of files) {
      for (const href of tagsOf(content).flatMap((tag) => tag.attributes.filter(([name]) => name === 'href').map(([, value]) => value))) {
        if (!href.startsWith('#') && !href.startsWith('https://')) expect(paths).toContain(decodeURI(href.replace(/#.*$/, '')))
      }
    }
  })

  it('show format characters instead of holding them', () => {
    expect(files.some((file) => file.content.includes('⟨U+202E⟩gpj.exe'))).toBe(true)
  })

  it('are the same for the same run', () => {
    expect(html.render(viewOf(sampleClass(), STATEMENTS))).toEqual(html.render(viewOf(sampleClass(), STATEMENTS)))
  })
})

describe('student page', () => {
  const page = pageOf(html.render(viewOf([secretStudent()], STATEMENTS)), 'anna')

  it('shows nothing that a hidden check found', () => {
    expect(page).toContain('Fresh inputs')
    expect(page).toContain('The answer differs from the expected one.')
    expect(page).not.toContain(String(SECRET).slice(0, 6))
    expect(page).not.toContain(String(SECRET * 2).slice(0, 6))
  })

  it('marks the worst element in expected and actual', () => {
    expect([...page.matchAll(/<mark>([^<]*)<\/mark>/g)].map((match) => match[1])).toEqual(['0.456789', '0.123456'])
  })

  it('says what part of a large array the tables show', () => {
    const finding =
      MISMATCH.code === 'value-mismatch' && MISMATCH.excerpt !== undefined
        ? { ...MISMATCH, excerpt: { ...MISMATCH.excerpt, from: [4, 0], of: [30, 2] } as const }
        : MISMATCH
    const checks = [checkResult({ verdict: 'wrong-answer', findings: [finding] })]
    const large = pageOf(html.render(viewOf([studentResult('ben', [exerciseResult('u/a', '1a', 'A', checks)])])), 'ben')
    expect(large).toContain('rows 4 to 6 of 30')
    expect(large).toContain('<th scope="row">5</th>')
  })

  it('gives message and hint of a visible check', () => {
    expect(page).toContain('dW2[1, 0] is 0.123456, expected 0.456789')
    expect(page).toContain('Which layer does the factor belong to?')
  })

  it('shows the statement with mathematics and without its raw HTML, its own title, links that act and images', () => {
    expect(page).toContain('<mfrac>')
    expect(page).not.toMatch(/alert\(1\)<\/script>|onclick|<h1>Softmax|javascript:|x\.png| style="/)
    expect(page).toContain('href="https://a.test"')
  })

  it('says that nothing is lost where the machine failed', () => {
    const rendered = html.render(viewOf(sampleClass()))
    expect(pageOf(rendered, 'emil')).toContain('8 of these points are awaiting manual grading')
    expect(pageOf(rendered, 'emil')).toContain('No points are deducted')
  })

  it('names submissions that belong to nobody in the class list', () => {
    const stranger = { ...studentResult('homework-7', []), unassigned: 'Two students are called <Ada>' }
    const classPage = (student: StudentResult): string =>
      html.render(viewOf([student])).find(({ path }) => path === 'index.html')?.content ?? ''
    const rendered = classPage(stranger)
    expect(rendered).toContain('<a href="#strangers">submissions of no known student: 1</a>')
    expect(rendered).toContain('homework-7</a>: Two students are called &lt;Ada&gt;')
    expect(rendered).toContain('<dt>students</dt><dd>0</dd>')
    expect(rendered).toContain('Not counted: <a href="#strangers">1 submission of no known student</a>.')
    expect(classPage(studentResult('ada', []))).not.toContain('strangers')
  })

  it('names the files that answered where a submission has several languages', () => {
    const [softmax, ...others] = (sampleClass()[0] as StudentResult).exercises as [ExerciseResult, ...ExerciseResult[]]
    const exercises = [{ ...softmax, file: 'softmax.ts' }, ...others.map((one) => ({ ...one, file: 'submission.py' }))]
    const page = (kind: StudentResult['kind']): string => pageOf(html.render(viewOf([studentResult('ida', exercises, { kind })])), 'ida')
    expect(page('mixed')).toContain('Several languages (softmax.ts, submission.py)')
    expect(page('python')).not.toContain('softmax.ts')
  })

  it('calls an exercise that was not attempted open, not wrong', () => {
    const rendered = pageOf(html.render(viewOf(sampleClass())), 'farid')
    expect(rendered).toContain('It counts as not attempted.')
    expect(rendered).not.toContain('wrong answer')
  })

  it('says once, before all else, why a file could not be loaded', () => {
    const rendered = pageOf(html.render(viewOf(sampleClass())), 'dilek')
    expect(rendered.match(/was never closed/g)).toHaveLength(1)
    expect(rendered.indexOf('Fix this first')).toBeLessThan(rendered.indexOf('id="overview"'))
    expect(rendered).toContain('Affects 3 exercises (2b, 3c, 4.1)')
  })

  it('gives one row of the overview to all exercises of a file that cannot be loaded', () => {
    const rendered = pageOf(html.render(viewOf(sampleClass())), 'dilek')
    const overview = /<table class="overview">[\s\S]*?<\/table>/.exec(rendered)?.[0] ?? ''
    expect(overview.match(/<tr>/g)).toHaveLength(2)
    expect(overview).toContain('3 exercises: ')
    expect(overview).toContain('not loaded, see 1')
  })

  it('names at most three things to fix, each once, and links to the exercise', () => {
    const checks = ['one', 'two', 'three', 'four'].map((says, i) =>
      checkResult({ id: says, verdict: 'wrong-answer', max: 100 * (9 - i), findings: [{ ...MISTAKE, says }, MISMATCH] }),
    )
    const rendered = pageOf(html.render(viewOf([studentResult('ada', [exerciseResult('u/a', '1a', 'A', checks)])])), 'ada')
    expect(rendered.match(/<li id="fix-\d">/g)).toHaveLength(3)
    expect(rendered).toContain('1 more below')
    expect(rendered.match(/this equals one\./g)).toHaveLength(1)
    expect(rendered.match(/this equals four\./g)).toHaveLength(1)
    expect(rendered).toMatch(/<strong>9 points<\/strong> · <a href="#u-a">1a A<\/a>, 1 check/)
  })

  it('shows the line of code that a finding points to, as text', () => {
    const place = { file: 'a.ts', line: 3 }
    const finding: Finding = { code: 'fault', severity: 'error', entry: 'f', fault: { kind: 'exception', name: 'E', message: 'm', place } }
    const exercise = exerciseResult('u/a', '1a', 'A', [checkResult({ verdict: 'runtime-error', findings: [finding] })])
    const student = studentResult('ada', [exercise], { code: [{ ...place, text: 'return a <b> c' }] })
    expect(pageOf(html.render(viewOf([student])), 'ada')).toContain(
      '<figcaption>a.ts, line 3</figcaption><pre tabindex="0">3  return a &lt;b&gt; c</pre>',
    )
  })

  it('folds the checks that passed into a line, and an exercise with all of its points', () => {
    const some = exerciseResult('u/a', '1a', 'A', [checkResult(), checkResult({ id: 'x', verdict: 'wrong-answer', findings: [MISMATCH] })])
    const rendered = pageOf(html.render(viewOf([studentResult('ada', [some, exerciseResult('u/b', '1b', 'B', [checkResult()])])])), 'ada')
    expect(rendered).toContain('1 of 2 checks passed</summary>')
    expect(rendered).toMatch(/<details id="u-b"><summary>/)
  })

  it('keeps captured output folded, with its lines', () => {
    const rendered = pageOf(html.render(viewOf(sampleClass())), 'ben')
    expect(rendered).toContain(
      '<summary>Printed to stdout (2 lines)</summary><pre tabindex="0">epoch 1: loss 0.693\nepoch 2: loss 0.412\n</pre>',
    )
    expect(rendered).not.toContain('<details open')
  })
})

describe('class page', () => {
  const page = html.render(viewOf(sampleClass()))[0]?.content ?? ''

  it('says in one line what needs an instructor, with the way there', () => {
    expect(page).toMatch(/For an instructor: <a href="#waiting">1 student could not be graded completely<\/a>/)
    expect(html.render(viewOf([secretStudent()]))[0]?.content).toContain('Nothing needs an instructor.')
  })

  it('orders students by name and exercises by what they cost', () => {
    const rows = (content: string, table: string) =>
      [
        ...(new RegExp(`<table class="${table}[" ][\\s\\S]*?</table>`).exec(content)?.[0] ?? '').matchAll(/<th scope="row">(.*?)<\/th>/g),
      ].map(([, cell = '']) => cell.replace(/<[^>]*>/g, ''))
    const some = (id: string) => studentResult(id, [exerciseResult('u/a', '1a', 'A', [checkResult()]), WRONG])
    const content = html.render(viewOf(['Zoe', 'Élodie', 'anna', 'Student 10', 'Student 9'].map(some)))[0]?.content ?? ''
    expect(rows(content, 'students')).toEqual(['anna', 'Élodie', 'Student 9', 'Student 10', 'Zoe'])
    expect(rows(content, 'success')).toEqual(['1b B', '1a A'])
  })

  it('gives a cell to each exercise of a student: a sign or the percent, and words', () => {
    expect(page).toMatch(
      /<td class="cell cell-full" data-value="100"><span aria-hidden="true">✓<\/span><span class="unseen">full points, 8 of 8<\/span>/,
    )
    expect(page).toMatch(/<td class="cell cell-partial" data-value="75"><span aria-hidden="true">75<\/span>/)
  })

  it('lists all checks with how many tried them', () => {
    expect(page).toMatch(/All checks: difficulty and discrimination \(7\)/)
  })

  it('names equal submissions', () => {
    const twin = (id: string) => studentResult(id, [exerciseResult('u/a', '1a', 'A', [checkResult()])])
    expect(html.render(viewOf([twin('ada'), twin('bob')]))[0]?.content).toMatch(
      /file by file<\/h3>\s*<ul><li><a [^>]*>ada<\/a> · <a [^>]*>bob<\/a>/,
    )
  })

  it('names a student of whom nothing could be graded once, with what all exercises have in common', () => {
    const stuck = (reason: string) => [
      checkResult({ verdict: 'judging-error', findings: [{ code: 'judging-error', severity: 'error', reason }] }),
    ]
    const [one, other] = [
      exerciseResult('u/a', '1a', 'A', stuck('the archive is damaged')),
      exerciseResult('u/b', '1b', 'B', stuck('the archive is damaged')),
    ]
    const page = html.render(
      viewOf([studentResult('ada', [one, other]), studentResult('bob', [one, exerciseResult('u/b', '1b', 'B', stuck('no Python'))])]),
    )
    const items = page.find(({ path }) => path === 'index.html')?.content.match(/Needs attention[\s\S]*?<\/section>/)?.[0] ?? ''
    expect(items).toContain('Needs attention: 2 students')
    expect(items.match(/<li>/g)).toHaveLength(3)
    expect(items).toContain('ada</a>, 2 exercises: ')
    expect(items).toContain('bob</a>, 1a A: ')
  })

  it('gives size, mean and median', () => {
    expect(page).toMatch(/<dt>students<\/dt><dd>8<\/dd>/)
    expect(page).toMatch(/mean of 21<\/dt><dd>10\.19/)
    expect(page).toMatch(/median<\/dt><dd>11\.25/)
  })

  it('names hidden checks among the hardest', () => {
    expect(page).toMatch(/Softmax on fresh inputs <span class="tag">hidden<\/span>/)
  })

  it('names the mistake that students made most often', () => {
    expect(page).toMatch(/for cross-entropy the output delta has no σ′\. <span class="of">\(2×\)/)
  })

  it('lists what a person has to look at', () => {
    expect(page).toContain('Python is not installed on this machine')
  })

  it('can be drawn for nobody', () => {
    expect(html.render(viewOf([]))[0]?.content).toContain('No data yet.')
  })
})

describe('renderPage', () => {
  it('throws when the view lacks a field that the template names', () => {
    expect(() => renderPage('student', { title: 'anna' })).toThrow(/not defined/)
  })
})
