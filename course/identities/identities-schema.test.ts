import { readFileSync } from 'node:fs'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { identitiesJsonSchema, readDecisions, withDecisions } from './decisions.ts'

const file: object = JSON.parse(readFileSync(new URL('./identities.schema.json', import.meta.url), 'utf8'))
const takes = new Ajv2020({ strict: false, allErrors: true }).compile(file)

describe('the schema of identities.yaml', () => {
  it('is that of the reader', () => expect(file).toEqual(JSON.parse(JSON.stringify(identitiesJsonSchema()))))

  it('takes what assay intake writes', () => {
    const decided = [
      ['id:1042', ['u77']],
      ['group-3', ['u78', 'u79']],
      ['testi', []],
    ] as const
    const text = withDecisions('', decided)
    expect(takes(parse(text)), JSON.stringify(takes.errors)).toBe(true)
    expect([...readDecisions(text, 'identities.yaml').values()]).toEqual(decided.map(([, ids]) => ids))
  })

  it.each(['students: {ada: []}\n', 'students: {ada: true}\n', 'people: {}\n'])('refuses %j, as the reader does', (text) => {
    expect(takes(parse(text))).toBe(false)
    expect(() => readDecisions(text, 'identities.yaml')).toThrow(/expected students:/)
  })
})
