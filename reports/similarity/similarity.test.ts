import { describe, expect, it } from 'vitest'
import { SIMILARITY } from '../sample/sample-similarity.ts'
import { similarityConsole } from './similarity-console.ts'
import { similarityPage } from './similarity-page.ts'
import { similarityText } from './words.ts'

const page = (result = SIMILARITY): string =>
  similarityPage({ result, title: 'submissions', names: new Map([['ada', 'Ada Example']]), version: '0.1.0' })
const text = similarityConsole(SIMILARITY, { colour: false })

describe('a comparison on the console', () => {
  it('begins with identical files and says that it is no verdict', () => {
    expect(text).toMatchInlineSnapshot(`
      "24 submissions compared. A similarity is a reason to look, never a verdict: read both, and ask.
      3 pairs of one student or one group left out.

      Identical files: 1
        ada/answers.md = ben/essay/answers.md

      More alike than the class: 2 pairs
        ada and ben: all code 1.00 (longest sequence 412 tokens); 2b 0.99
        ben and cy: 2b 0.80 (longest sequence 61 tokens)

      Groups that pairs connect
        ada, ben, cy

      Nothing can stand out, because most of the class looks alike
        TypeScript, JavaScript: 1a

      Taken for given code, because so many submissions have it
        data.py: 20 submissions

      Not compared
        dot/a.py is not text in UTF-8
        eve: the archive is encrypted
      "
    `)
  })

  it('says that nothing stands out', () => {
    const nothing = { ...SIMILARITY, identical: [], pairs: [], groups: [] }
    expect(similarityConsole(nothing, { colour: false })).toContain('Nothing stands out.')
    expect(page(nothing)).toContain('Nothing stands out.')
  })

  it('says of fewer than two submissions with code that nothing could be compared', () => {
    const nothing = { ...SIMILARITY, submissions: 1, identical: [], pairs: [], groups: [] }
    expect(similarityConsole(nothing, { colour: false })).toContain('\nNothing could be compared: that takes two submissions with code.\n')
    expect(page(nothing)).toContain('<p>Nothing could be compared: that takes two submissions with code.</p>')
    expect(page(nothing)).not.toContain('Nothing stands out')
  })
})

describe('a comparison as a page', () => {
  it('gives the highest similarity of a pair as such, and that of every part', () => {
    expect(page()).toContain('<th scope="col" class="number">Highest similarity</th>')
    expect(page()).toContain('<td class="often">all code 1.00; 2b 0.99</td>')
  })

  it('shows the lines of both sides with their places', () => {
    expect(page()).toContain('<figcaption><strong>ada</strong> softmax.py, lines 3 to 5</figcaption>')
    expect(page()).toContain('<figcaption><strong>ben</strong> homework.py, line 7</figcaption>')
    expect(page()).toContain('def softmax(logits):')
  })

  it('says which exercises cannot be compared, and which files were not', () => {
    expect(page()).toContain('nothing: most of the class looks alike here')
    expect(page()).toContain('dot/a.py is not text in UTF-8')
    expect(page()).toContain('eve: the archive is encrypted')
  })

  it('shows text of a submission as text', () => {
    const evil = '<script>alert(1)</script>\u202e'
    const [pair] = SIMILARITY.pairs
    const [part] = pair?.parts ?? []
    const excerpt = { file: evil, line: 1, lines: [evil] }
    const parts = part === undefined ? [] : [{ ...part, fragments: [{ tokens: 9, left: excerpt, right: excerpt }] }]
    const hostile = page({
      ...SIMILARITY,
      identical: [{ copies: [{ submission: evil, file: evil }] }],
      pairs: [{ left: evil, right: evil, parts }],
      groups: [[evil]],
      common: [{ file: evil, submissions: 9 }],
      uncompared: [{ submission: evil, file: evil, says: evil }],
    })
    expect(hostile).not.toMatch(/<script|\u202e/)
    expect(hostile).toContain('&lt;script&gt;')
  })
})

it.each([
  [1, '1.00'],
  [0.9999, '0.99'],
  [0.5, '0.50'],
])('a similarity of %s is written as %s: only what is equal is 1.00', (similarity, shown) => {
  expect(similarityText(similarity)).toBe(shown)
})
