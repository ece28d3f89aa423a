import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { readerOf } from '../reader/reader.ts'
import { processSandbox } from '../sandbox/process.ts'
import { ANSWERS_BYTES, readAnswers } from './answers.ts'
import { type Answers, splitAnswers } from './written-answers.ts'

const SHEET = ['autoencoder/concepts', 'gradient-descent/step', 'other/step']

describe('the written answers of a file', () => {
  it('stand under the headings of their exercises, with all that is between', () => {
    const text =
      'before\n\n## autoencoder/concepts\n\nFirst.\n\n### Part\n\n## Not an exercise\n\nSecond.\n\n## gradient-descent/step ##\nThird.\n'
    expect([...splitAnswers(text, SHEET).answers]).toEqual([
      ['autoencoder/concepts', 'First.\n\n### Part\n\n## Not an exercise\n\nSecond.'],
      ['gradient-descent/step', 'Third.'],
    ])
  })

  it.each(['## concepts', '## `autoencoder/concepts`', '##\tAutoencoder/Concepts', '## autoencoder/concepts\r'])(
    'are found under %j',
    (heading) => {
      expect(splitAnswers(`${heading}\nYes.`, SHEET).answers.get('autoencoder/concepts')).toBe('Yes.')
    },
  )

  it.each(['## step', '# autoencoder/concepts', '##autoencoder/concepts', '### autoencoder/concepts'])(
    'are not found under %j',
    (heading) => {
      expect(splitAnswers(`${heading}\nYes.`, SHEET).answers.size).toBe(0)
    },
  )

  it.each(['## 5.1', '# 5.1', '### Exercise 5.1: autoencoders', '## 5.1 Three questions', '## 5.1.'])(
    'are found by number under %j',
    (heading) => {
      const { answers } = splitAnswers(`${heading}\nYes.`, SHEET, [['5.1', 'autoencoder/concepts']])
      expect(answers.get('autoencoder/concepts')).toBe('Yes.')
    },
  )

  it.each(['## 5.10', '## 5.1.2 of the book', '## 5.1b', '5.1', '## see 5.1'])('are not found by number under %j', (heading) => {
    expect(splitAnswers(`${heading}\nYes.`, SHEET, [['5.1', 'autoencoder/concepts']]).found).toBe(0)
  })

  const CONCEPTS = [['5.1', 'autoencoder/concepts']] as const
  const OTHERS = [
    ['2b', 'gradient-descent/step'],
    ['6', 'other/step'],
    ['6, corrupted', 'c'],
  ] as const

  it.each(['## 2b', '# 2b Softmax', '## Exercise 6: networks', '## 6', '## 6, corrupted'])('end at %j', (heading) => {
    const { answers, found } = splitAnswers(`## 5.1\nYes.\n\n${heading}\n\nProof.`, SHEET, CONCEPTS, OTHERS)
    expect([[...answers], found]).toEqual([[['autoencoder/concepts', 'Yes.']], 1])
  })

  it.each(['### 2b', '## 6 Summary', '## 6. Summary', '## 2bc', '```\n## 2b\n```'])('do not end at %j', (heading) => {
    const text = `Yes.\n\n${heading}\n\nMore.`
    expect(splitAnswers(`## 5.1\n${text}`, SHEET, CONCEPTS, OTHERS).answers.get('autoencoder/concepts')).toBe(text)
  })

  it('may hold code with a heading in it', () => {
    const text = '## concepts\n```\n## gradient-descent/step\n```\nafter'
    expect([...splitAnswers(text, SHEET).answers.keys()]).toEqual(['autoencoder/concepts'])
  })

  it('are joined when one exercise has two headings', () => {
    expect(splitAnswers('## concepts\nA\n## other/step\nB\n## concepts\nC', SHEET).answers.get('autoencoder/concepts')).toBe('A\n\nC')
  })

  it('are found in one pass, also behind a heading of nothing but blanks and signs', () => {
    const long = `## a${' #'.repeat(15_000)}${' '.repeat(30_000)}x`
    expect([...splitAnswers(`${long}\n## concepts # #\nNo.\n## concepts ##  \nYes.`, SHEET).answers]).toEqual([
      ['autoencoder/concepts', 'Yes.'],
    ])
  })

  it('are none where there is only room for one', () => {
    expect(splitAnswers('## concepts\n\n<!-- Write here. -->\n\n<!-- not closed', SHEET).answers.size).toBe(0)
  })
})

describe('answers.md', () => {
  let path = ''
  beforeEach(() => {
    path = mkdtempSync(join(tmpdir(), 'assay-test-'))
  })
  afterEach(() => rmSync(path, { recursive: true, force: true }))

  const read = async (
    files: Readonly<Record<string, string | Uint8Array>>,
    sheet: Parameters<typeof readAnswers>[1] = SHEET.map((id) => ({ id })),
  ): Promise<Answers> => {
    for (const [name, content] of Object.entries(files)) {
      mkdirSync(dirname(join(path, name)), { recursive: true })
      writeFileSync(join(path, name), content)
    }
    const read = await readAnswers({ path, files: Object.keys(files) }, sheet, readerOf(processSandbox).reading())
    if ('fault' in read) throw new Error(JSON.stringify(read.fault))
    return read.value
  }

  it('may be missing', async () => {
    expect(await read({ 'a.ts': '' })).toEqual({ answers: new Map(), remarks: [] })
  })

  it('may lie in a sub-folder; the one nearest to the top counts', async () => {
    const { answers, remarks } = await read({ 'b/c/answers.md': '## concepts\nDeep.', 'b/Answers.md': '## concepts\nNear.' })
    expect(answers.get('autoencoder/concepts')).toBe('Near.')
    expect(remarks).toEqual(['b/c/answers.md was not read: the answers in b/Answers.md count.'])
  })

  it('loses its byte order mark', async () => {
    expect((await read({ 'answers.md': '\ufeff## concepts\nYes.' })).answers.size).toBe(1)
  })

  it('is read up to 64 KiB, never through the middle of a character', async () => {
    const text = `## concepts\n${'ä'.repeat(ANSWERS_BYTES)}`
    const { answers, remarks } = await read({ 'answers.md': `${text.slice(0, 13)}x${text.slice(13)}` })
    expect(Buffer.byteLength(answers.get('autoencoder/concepts') ?? '')).toBeGreaterThan(ANSWERS_BYTES - 32)
    expect(answers.get('autoencoder/concepts')).not.toContain('\ufffd')
    expect(remarks).toEqual(['answers.md is longer than 64 KiB; what comes after that was not read.'])
  })

  it('says when it is not UTF-8', async () => {
    const { answers, remarks } = await read({
      'answers.md': Buffer.concat([Buffer.from('## concepts\nna'), Buffer.from([0xef]), Buffer.from('ve')]),
    })
    expect(answers.get('autoencoder/concepts')).toBe('na\ufffdve')
    expect(remarks).toHaveLength(1)
  })

  it('without any heading is the answer where only one exercise is answered in words', async () => {
    const concepts = { id: 'autoencoder/concepts', sheet: '5.1', entries: [] }
    const step = { id: 'gradient-descent/step', sheet: '1a', entries: ['step'] }
    const text = '# My answer\n\nA bottleneck.'
    expect(await read({ 'answers.md': text }, [step, concepts])).toEqual({
      answers: new Map([['autoencoder/concepts', text]]),
      remarks: ['answers.md has no heading of an exercise, such as `## autoencoder/concepts`: all of it was taken for the answer to 5.1.'],
    })
    expect((await read({ 'answers.md': text }, [step, concepts, { ...concepts, id: 'b/c', sheet: '5.2' }])).answers.size).toBe(0)
  })

  const concepts = { id: 'autoencoder/concepts', sheet: '5.1', entries: [] }

  it('ends at the heading of an exercise that has functions', async () => {
    const softmax = { id: 'backpropagation/softmax', sheet: '2b', entries: ['softmax'] }
    const { answers } = await read({ 'answers.md': '## 5.1\nYes.\n\n## 2b\n\nProof.' }, [softmax, concepts])
    expect([...answers]).toEqual([[concepts.id, 'Yes.']])
  })

  it.each(['answer.md', 'Answers.txt', 'essay.markdown'])('may be called %s, with a remark', async (name) => {
    const { answers, remarks } = await read({ [name]: '## 5.1\nYes.' }, [concepts])
    expect([...answers.values()]).toEqual(['Yes.'])
    expect(remarks).toEqual([`${name} was read as answers.md.`])
    expect((await read({ [name]: '## 5.1\nNo.', 'answers.md': '## 5.1\nYes.' }, [concepts])).answers.get(concepts.id)).toBe('Yes.')
  })

  it.each(['answers.pdf', 'Answer.docx', 'essay.html'])('that nothing reads, %s, is left to who marks it', async (name) => {
    const { answers, remarks } = await read({ [name]: 'x' }, [concepts])
    expect([...answers]).toEqual([[concepts.id, `The answer may be in ${name}, which cannot be shown here; open the file.`]])
    expect(remarks).toEqual([`${name} is not read; write your answers in answers.md.`])
    expect((await read({ [name]: 'x' })).answers.size).toBe(0)
  })

  it('with its heading and nothing else is told nothing', async () => {
    expect(await read({ 'answers.md': '## concepts\n<!-- Write here. -->\n' })).toEqual({ answers: new Map(), remarks: [] })
  })

  it('without a heading that is known is told so', async () => {
    expect((await read({ 'answers.md': 'My answer.' })).remarks).toEqual([
      'answers.md contains no answer under the heading of an exercise, such as `## autoencoder/concepts`.',
    ])
  })
})
