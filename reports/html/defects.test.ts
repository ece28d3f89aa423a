import { expect, it } from 'vitest'
import { checkResult, exerciseResult, studentResult, viewOf } from '../sample/sample-run.ts'
import { html } from './html.ts'

it('tells where a check threw, with its case and how to ask again, and no page of a student does', () => {
  const diagnosis = {
    stack: 'TypeError: <i>stack</i>\n    at checks.ts:7:3',
    at: { case: 3, calls: [{ entry: 'double', args: '424242', given: '4' }] },
  }
  const broken = checkResult({
    ...{ id: 'values', verdict: 'judging-error', diagnosis, case: 3 },
    findings: [{ code: 'judging-error', severity: 'error', reason: 'no answer' }],
  })
  const student = (id: string) => studentResult(id, [exerciseResult('u/a', '1a', 'A', [broken])])
  const [classPage, ...others] = html.render(viewOf([student('ada'), student('ben')]))
  expect(classPage?.content).toContain('<a href="#defects">checks that stopped with an error: 1</a>')
  expect(classPage?.content).toContain('<pre tabindex="0">case 3: double(424242)\n  given    4</pre>')
  expect(classPage?.content).toContain('TypeError: &lt;i&gt;stack&lt;/i&gt;\n    at checks.ts:7:3')
  expect(classPage?.content).toContain('Reproduce: <code>assay rerun . ada u/a/values --case 3</code>')
  expect(others).toHaveLength(2)
  for (const { content } of others) expect(content).not.toMatch(/424242|checks\.ts|assay rerun/)
})

it('tells how a known mistake and what could not be graded are asked again, on the page for instructors alone', () => {
  const sign = { code: 'known-mistake', severity: 'error', label: 'dW', mistake: 'sign', says: 'the sign is missing' } as const
  const stopped = { code: 'judging-error', severity: 'error', reason: 'no answer' } as const
  const checks = [
    checkResult({ id: 'hidden-values', verdict: 'wrong-answer', visibility: 'hidden', fraction: 0, findings: [sign], case: 2 }),
    checkResult({ id: 'broken', verdict: 'judging-error', findings: [stopped] }),
  ]
  const student = studentResult('ada', [{ ...exerciseResult('u/a', '1a', 'A', checks), status: 'judging-error' }])
  const [classPage, ...others] = html.render(viewOf([student]))
  expect(classPage?.content).toContain('<code>assay rerun . ada u/a/hidden-values --case 2</code>')
  expect(classPage?.content).toContain('Reproduce: <code>assay rerun . ada u/a/broken</code>')
  expect(others).toHaveLength(1)
  for (const { content } of others) expect(content).not.toMatch(/hidden-values|assay rerun/)
})
