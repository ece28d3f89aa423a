import { readFileSync } from 'node:fs'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { describe, expect, it } from 'vitest'
import type { Finding } from '#grading/model/finding'
import { hostileStudents, SECRET, secretStudent } from '../sample/hostile.ts'
import { HOSTILE } from '../sample/hostile-text.ts'
import { checkResult, exerciseResult, MISMATCH, runResult, studentResult, viewOf } from '../sample/sample-run.ts'
import { resultsDocument, resultsJson } from './results-json.ts'

const validate = new Ajv2020({ strict: true, allErrors: true }).compile(
  JSON.parse(readFileSync(new URL('./results.schema.json', import.meta.url), 'utf8')),
)
const students = [secretStudent(), ...hostileStudents()]
const file = resultsJson.render(viewOf(students))[0]

describe('results.json', () => {
  it('obeys its schema', () => {
    expect(validate(JSON.parse(file?.content ?? '')), JSON.stringify(validate.errors)).toBe(true)
  })

  it.each([{ some: [] }, { some: [secretStudent()] }, { some: students }])(
    'is the same document when it is written piece by piece',
    ({ some }) => {
      const [one] = resultsJson.render(viewOf(some))
      expect([...(one?.pieces?.() ?? [])].join('')).toBe(one?.content)
      expect(JSON.parse(one?.content ?? '')).toEqual(JSON.parse(JSON.stringify(resultsDocument(runResult(some)))))
    },
  )

  it('says that the run was stopped, and whose turn had not come', () => {
    const document = resultsDocument(runResult([secretStudent(), { ...secretStudent(), id: 'zoe', notGraded: true }]))
    expect(validate(document), JSON.stringify(validate.errors)).toBe(true)
    expect(document).toMatchObject({
      partial: { graded: 1, of: 2 },
      banner: 'partial: 1 of 2 submissions graded before the run was stopped',
    })
    expect(document.students.map(({ notGraded }) => notGraded)).toEqual([undefined, true])
  })

  it('holds written answers with what is looked for in them', () => {
    const student = secretStudent()
    const exercises = student.exercises.map((exercise) => ({
      ...exercise,
      answer: 'x̃ → x',
      rubric: [{ says: 'Clean target.', points: 0.5 }],
    }))
    const document = resultsDocument(runResult([{ ...student, exercises }]))
    expect(validate(document), JSON.stringify(validate.errors)).toBe(true)
    expect(document.students[0]?.exercises[0]).toMatchObject({ answer: 'x̃ → x', rubric: [{ says: 'Clean target.', points: 0.5 }] })
  })

  it('names the engine that computed with tensors, where there was one', () => {
    const document = resultsDocument({ ...runResult([secretStudent()]), engine: 'tfjs 4.22.0 wasm simd' })
    expect(validate(document), JSON.stringify(validate.errors)).toBe(true)
    expect(document).toMatchObject({ engine: 'tfjs 4.22.0 wasm simd' })
    expect(resultsDocument(runResult([secretStudent()]))).not.toHaveProperty('engine')
  })

  it('has a schema that refuses a status it does not know', () => {
    const document = structuredClone(resultsDocument(runResult([secretStudent()]))) as { students: { exercises: { status: string }[] }[] }
    for (const student of document.students) for (const exercise of student.exercises) exercise.status = 'fine'
    expect(validate(document)).toBe(false)
  })

  it('names the known mistakes behind a finding by their ids', () => {
    const finding: Finding = { code: 'known-mistake', severity: 'error', label: 'dW', mistake: 'no-bias mean-lost', says: 'both' }
    const checks = [checkResult({ verdict: 'wrong-answer', findings: [finding, MISMATCH] })]
    const document = resultsDocument(runResult([studentResult('ada', [exerciseResult('u/a', '1a', 'A', checks)])]))
    expect(validate(document), JSON.stringify(validate.errors)).toBe(true)
    const findings = document.students[0]?.exercises[0]?.checks[0]?.findings
    expect(findings?.map(({ mistakes }) => mistakes)).toEqual([['no-bias', 'mean-lost'], undefined])
  })

  it('holds the hash of what was submitted, where it could be read', () => {
    const [ada, bob] = resultsDocument(runResult([studentResult('ada', []), studentResult('bob', [], { hash: '' })])).students
    expect(ada?.hash).toBe('0'.repeat(64))
    expect(bob).not.toHaveProperty('hash')
  })

  it('writes points, not hundredths', () => {
    const student = resultsDocument(runResult([secretStudent()])).students[0]
    expect([student?.score, student?.max, student?.exercises[0]?.checks[0]?.score]).toEqual([1, 4, 1])
  })

  it('keeps what a hidden check found', () => {
    expect(file?.content).toContain(String(SECRET))
  })

  it('keeps names exactly and still holds no character that acts on a terminal', () => {
    const ids = (JSON.parse(file?.content ?? '') as { students: { id: string }[] }).students.map((student) => student.id)
    expect(ids.slice(1)).toEqual(HOSTILE)
    expect(file?.content).not.toMatch(/[^\n\P{C}]/u)
  })
})
