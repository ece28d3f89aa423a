import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { withMarks } from '#grading/engine/marks'
import type { ExerciseResult, StudentResult } from '#grading/model/result'
import { lacks } from '#tools/testing/require-tool'
import { compareRuns } from '../diff/compare-runs.ts'
import { diffPage } from '../diff/diff-page.ts'
import { encodePng } from '../picture/png.ts'
import { proofPage } from '../proof/proof-page.ts'
import { everyFinding } from '../sample/every-finding.ts'
import { COUNTS, CURVES, GRID, POINTS } from '../sample/sample-artifacts.ts'
import { sampleClass } from '../sample/sample-class.ts'
import { sampleDiff } from '../sample/sample-diff.ts'
import { PROOF } from '../sample/sample-proof.ts'
import { checkResult, exerciseResult, studentResult, viewOf } from '../sample/sample-run.ts'
import { SIMILARITY } from '../sample/sample-similarity.ts'
import { similarityPage } from '../similarity/similarity-page.ts'
import { type Axe, openAxe } from '../testing/axe.ts'
import { html } from './html.ts'

const WIDE = 'a'.repeat(60)
const STATEMENT = `# Softmax

Show $a_j = \\frac{e^{z_j}}{2}$ and

$$\\begin{aligned}a&=${Array(30).fill('b').join('+')}\\end{aligned}$$

| x | y | z | u | v |
|--:|---|---|---|---|
| 1 | \`2\` | ${WIDE} | 4 | 5 |

## Hints

- [site](https://a.test)

\`\`\`
${WIDE}
\`\`\`
`

/** A student whose page has all that a page can have: every finding, pictures, an answer that was marked and one that waits. */
function everything() {
  const png = encodePng({ width: 2, height: 1, channels: 3, data: Uint8Array.from([0, 0, 0, 255, 255, 255]) }).toString('base64')
  const shown = { name: 'plots/losses.png', plot: 'losses', width: 2, height: 1, png }
  const measured = {
    ...exerciseResult('convolution/mnist-cnn', '4.2', 'CNN', [checkResult({ artifacts: [GRID, COUNTS, POINTS, CURVES] })]),
    pictures: [shown],
  }
  const findings = exerciseResult('backpropagation/softmax', '2b', 'Softmax', [
    checkResult({ verdict: 'partial', fraction: 0.5, findings: everyFinding('dW2') }),
    checkResult({ id: 'fresh', visibility: 'hidden', verdict: 'wrong-answer', findings: everyFinding('dW2') }),
  ])
  const essay = (id: string, sheet: string) => ({
    ...exerciseResult(id, sheet, 'Three questions', [checkResult({ id: 'answers', verdict: 'pending-manual', max: 600 })]),
    rubric: [{ says: 'Names the clean target.', points: 6 }],
    answer: 'The clean image.',
    status: 'pending-manual' as const,
  })
  const exercises = [measured, findings, essay('autoencoder/concepts', '5.1'), essay('autoencoder/more-concepts', '5.2')]
  const student = studentResult('ida', exercises, {
    pending: 1200,
    pictures: [shown],
    output: { stdout: 'epoch 1\n', stderr: 'warning\n' },
    changes: [{ when: '2026-12-02T09:00:00.000Z', who: 'R. Lind', why: 'A check was corrected.', before: 100, after: 250 }],
  })
  const mark = { student: 'ida', exercise: 'autoencoder/concepts', points: 300, by: 'R. Lind', at: '2024-05-01T00:00:00.000Z' }
  return withMarks(student, [{ ...mark, hash: student.hash }])
}

/** Whose submission nobody knows, and one that is late by an unknown time. */
const open = [
  { ...studentResult('homework-7', sampleClass()[0]?.exercises ?? []), unassigned: 'not in the roster' },
  { ...(sampleClass()[0] as StudentResult), id: 'jo', undecided: 'The learning platform marks this submission late without a time.' },
]
/** An exercise became worth something else: several students have the same cause. */
const shared = {
  ...sampleDiff(),
  changes: compareRuns(
    sampleClass(),
    sampleClass().map((student) => ({ ...student, ...halved(student) })),
  ),
}

function halved({ exercises, ...student }: StudentResult): Pick<StudentResult, 'exercises' | 'score' | 'max'> {
  const half = <T extends { readonly score: number; readonly max: number }>(one: T): T => ({
    ...one,
    score: one.score / 2,
    max: one.max / 2,
  })
  const [first, ...rest] = exercises as [ExerciseResult, ...ExerciseResult[]]
  const now = { ...half(first), checks: first.checks.map(half) }
  return { exercises: [now, ...rest], score: student.score - now.score, max: student.max - now.max }
}

const view = viewOf([...sampleClass(), everything(), ...open], { 'backpropagation/softmax': STATEMENT })
const earlier = {
  students: sampleClass()
    .slice(1)
    .map((student) => ({ ...student, score: student.score - 50 })),
  differences: ['the seed (1, now 2)'],
}
const rendered = html.render({ ...view, earlier })
const similar = { result: SIMILARITY, title: 'submissions', names: new Map([['ada', 'Ada Example']]), version: '0.1.0' }
const pages = new Map([
  ...rendered.map(({ path, content }) => [path, content] as const),
  ['proof', proofPage(PROOF)],
  ['diff', diffPage(sampleDiff())],
  ['diff, shared', diffPage(shared)],
  ['similar', similarityPage(similar)],
])
const LOOKS = ([1280, 390] as const).flatMap((width) => (['light', 'dark'] as const).map((colours) => ({ width, colours })))

describe.skipIf(lacks('chromium', 'the accessibility of pages'))('pages as axe-core examines them in a browser', () => {
  let axe: Axe
  beforeAll(async () => {
    axe = await openAxe()
  })
  afterAll(() => axe.close())

  describe.each(LOOKS)('$width pixels wide, $colours', (look) => {
    it.each([...pages.keys()])('%s breaks no rule', async (path) => {
      const { violations, passed, contrasts } = await axe.examine(pages.get(path) as string, look)
      expect(violations).toEqual([])
      // A page that was not shown breaks no rule either.
      expect(passed).toBeGreaterThan(50)
      expect(contrasts).toBeGreaterThan(10)
    })

    it('is where a text that can hardly be read is found', async () => {
      const faint = (pages.get('index.html') as string).replace(
        /--soft: #\w+/g,
        look.colours === 'dark' ? '--soft: #3a3f45' : '--soft: #c8ccd0',
      )
      const { violations } = await axe.examine(faint, look)
      expect(violations.filter((one) => one.startsWith('color-contrast')).length).toBeGreaterThan(10)
    })
  })

  it.each([
    ['a picture without words', /<img ([^>]*)alt="[^"]*"/, '<img $1', 'image-alt'],
    ['a page without a language', 'lang="en"', '', 'html-has-lang'],
    ['a page without a title', /<title>[^<]*<\/title>/, '', 'document-title'],
  ] as const)('name %s', async (_, was, becomes, rule) => {
    const page = pages.get('students/ida.html') as string
    expect(page.replace(was, becomes)).not.toBe(page)
    const { violations } = await axe.examine(page.replace(was, becomes), { width: 1280, colours: 'light' })
    expect(violations.map((one) => one.slice(0, one.indexOf(':')))).toContain(rule)
  })
})
