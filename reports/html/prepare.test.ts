import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { sampleClass } from '../sample/sample-class.ts'
import { runResult } from '../sample/sample-run.ts'
import { classView } from './class-view.ts'
import { prepareReports } from './prepare.ts'
import { statementKey, statementMarkup } from './statement.ts'
import { studentView } from './student-view.ts'
import { asset, load } from './templates.ts'

const STATEMENT = '# Softmax\n\nThe gradient $\\frac{\\partial L}{\\partial z}$ of\n\n$$L = -\\sum_k y_k \\log p_k$$\n'
const folder = mkdtempSync(join(tmpdir(), 'assay-prepared-'))
afterAll(() => rmSync(folder, { recursive: true }))
prepareReports([STATEMENT], folder)
const compiled = createRequire(import.meta.url)(join(folder, 'templates.cjs'))

it('leaves pages that are those of a checkout to the byte', () => {
  const run = runResult(sampleClass())
  const page = classView({ run }, (id) => id)
  expect(load('class', asset, compiled)(page)).toBe(load('class')(page))
  for (const student of run.students) {
    const view = studentView({ student, run, facts: {}, course: {} }, () => undefined)
    expect(load('student', asset, compiled)(view), student.id).toBe(load('student')(view))
  }
})

it.each(['class', 'student', 'proof', 'similar'] as const)('still refuses a view that lacks a field of the page %s', (name) => {
  expect(() => load(name, asset, compiled)({ title: 'anna' })).toThrow(/not defined/)
})

it('says which template a build lacks', () => {
  expect(() => load('class', asset, {})).toThrow('the template page was not compiled')
})

it('leaves statements as they would be rendered, by their text', () => {
  const statements = JSON.parse(readFileSync(join(folder, 'statements.json'), 'utf8'))
  expect(statements).toEqual({ [statementKey(STATEMENT)]: String(statementMarkup(STATEMENT)) })
  expect(statements[statementKey(STATEMENT)]).toContain('<math')
})
