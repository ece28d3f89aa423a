import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { forbiddenWords, textsOf, userTexts, violations } from './testing/user-facing-text.ts'

const ROOT = join(import.meta.dirname, '..')
const FORBIDDEN = forbiddenWords(readFileSync(join(ROOT, 'GLOSSARY.md'), 'utf8'))

const ROOMS = [
  'cli',
  'course',
  'grading',
  'kit',
  'prove',
  'reports',
  'README.md',
  'SECURITY.md',
  'docs',
  'checks',
  'submissions',
  'reference',
]

describe('sentences that users read', () => {
  it.each(ROOMS)('use no word that the glossary forbids: %s', (room) => {
    const texts = userTexts(ROOT, room)
    expect(texts.length).toBeGreaterThan(10)
    expect(violations(texts, FORBIDDEN)).toEqual([])
  })
})

describe('a planted violation', () => {
  it.each([
    ['a string', 'a.ts', "const says = 'the hand-in is empty'"],
    ['a template', 'a.ts', 'const says = `${count} hand-ins are empty`'],
    ['a word at the start of a sentence', 'a.ts', "const says = 'Judged by three checks'"],
    ['words around a line break', 'a.ts', 'const says = `it waits for a\nperson now`'],
    ['a template of a page', 'a.hbs', '<h2>Pictures of {{name}}</h2>'],
    ['a statement', 'statement.md', 'Return whole numbers.'],
    ['a sentence that ends with it', 'a.ts', "const says = 'so it is judged.The next one'"],
  ])('in %s is found', (_, file, content) => {
    expect(violations(textsOf(file, content), FORBIDDEN)).not.toEqual([])
  })

  it.each([
    ['a code span', 'statement.md', 'Copy the folder `hand-in/` and the code `judging-error`.'],
    ['a code in a literal', 'a.ts', "const says = 'the verdict of this is judging-error'"],
    ['the name of a file', 'a.ts', "const says = 'write it into judges.ts beside this'"],
    ['a path', 'a.ts', "const says = 'copy docs/hand-in/submission.yaml to here'"],
    ['fenced code', 'statement.md', 'As follows:\n```\nassay gate hand-in\n```\n'],
    ['a part of another word', 'a.ts', "const says = 'there is no slippage of engineers here'"],
    ['a name', 'a.ts', "const kind = 'hand-in'"],
    ['a list of names', 'a.ts', "const names = 'models plots pictures images'.split(' ')"],
  ])('is not seen in %s', (_, file, content) => {
    expect(violations(textsOf(file, content), FORBIDDEN)).toEqual([])
  })

  it('is told with its place', () => {
    expect(violations(textsOf('a.ts', "\nconst says = 'one slip in it'"), FORBIDDEN)).toEqual(['a.ts:2: "slip" in: one slip in it'])
  })
})

it('the glossary forbids words in every section', () => {
  expect(FORBIDDEN.length).toBeGreaterThan(40)
  expect(FORBIDDEN).toEqual(expect.arrayContaining(['hand-in', 'judged', 'engine', 'is there already']))
})
