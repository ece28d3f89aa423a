import { XMLParser, XMLValidator } from 'fast-xml-parser'
import { describe, expect, it } from 'vitest'
import { hostileStudents, SECRET, secretStudent } from '../sample/hostile.ts'
import { checkResult, exerciseResult, MISMATCH, runResult, studentResult } from '../sample/sample-run.ts'
import { junitXml, xmlText } from './junit.ts'

interface Case {
  classname: string
  name: string
  time: string
  failure?: { message: string; type: string; '#text': string }
  error?: { message: string }
  skipped?: unknown
}
interface Suite {
  name: string
  tests: string
  failures: string
  errors: string
  skipped: string
  testcase: Case[]
}
const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: '',
  isArray: (name) => name === 'testsuite' || name === 'testcase',
  parseTagValue: false,
})
const parse = (xml: string) =>
  (
    parser.parse(xml) as {
      testsuites: { tests: string; failures: string; errors: string; skipped: string; time: string; testsuite: Suite[] }
    }
  ).testsuites

describe('junit.xml', () => {
  const checks = [
    checkResult({ ms: 1500 }),
    checkResult({ id: 'b', title: 'Twice', verdict: 'wrong-answer', findings: [MISMATCH] }),
    checkResult({
      id: 'c',
      title: 'Twice',
      verdict: 'judging-error',
      findings: [{ code: 'judging-error', severity: 'warning', reason: 'no Python' }],
    }),
    checkResult({ id: 'd', title: 'D', verdict: 'not-attempted' }),
    checkResult({ id: 'e', title: 'E', verdict: 'skipped' }),
    checkResult({ id: 'f', title: 'F', verdict: 'pending-manual' }),
  ]
  const suites = parse(junitXml(runResult([studentResult('anna', [exerciseResult('u/a', '1a', 'A', checks)])])))
  const cases = suites.testsuite[0]?.testcase ?? []

  it('counts failures, errors and skipped cases', () => {
    expect([suites.tests, suites.failures, suites.errors, suites.skipped]).toEqual(['6', '1', '1', '3'])
    expect(suites.time).toBe('1.560')
  })

  it('names each case once, under its student and exercise', () => {
    expect(cases[0]?.classname).toBe('anna.u/a')
    expect(new Set(cases.map((item) => item.name)).size).toBe(6)
  })

  it('gives a failure its message as attribute and as text, with the hint', () => {
    expect(cases[1]?.failure?.message).toContain('dW2[1, 0] is 0.123456')
    expect(cases[1]?.failure?.['#text']).toContain('Hint: Which layer')
    expect(cases[1]?.failure?.type).toBe('wrong-answer')
  })

  it('calls only what could not be graded an error', () => {
    expect(cases.filter((item) => item.error !== undefined).map((item) => item.name)).toEqual(['Twice (c)'])
  })

  it('stays well-formed whatever a student writes', () => {
    const xml = junitXml(runResult(hostileStudents()))
    expect(XMLValidator.validate(xml)).toBe(true)
    expect(xml).not.toMatch(/[^\n\P{C}]|[\ufffe\uffff]|<script|<img/u)
    expect(xml).not.toContain(']]>')
  })

  it('shows nothing that a hidden check found', () => {
    expect(junitXml(runResult([secretStudent()]))).not.toContain(String(SECRET).slice(0, 6))
  })
})

describe('xmlText', () => {
  it('has no character outside XML 1.0', () => {
    expect(xmlText('\x00\x0b\ud800\uffff<&"')).toBe('\\x00\\x0b⟨U+D800⟩⟨U+FFFF⟩&lt;&amp;&quot;')
  })
})
