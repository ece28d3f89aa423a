import type { Finding } from '#grading/model/finding'
import type { StudentResult } from '#grading/model/result'
import { everyFinding } from './every-finding.ts'
import { HOSTILE } from './hostile-text.ts'
import { checkResult, exerciseResult, MISMATCH, studentResult } from './sample-run.ts'

/** A number that stands only in findings of hidden checks. */
export const SECRET = 0.7310585

/** Each student carries one hostile text in every place where a submission can put text. */
export function hostileStudents(): readonly StudentResult[] {
  return HOSTILE.map((text) => {
    const all = everyFinding(text)
    const checks = [
      checkResult({ id: 'a', title: text, verdict: 'runtime-error', findings: all.filter(({ code }) => code === 'fault') }),
      checkResult({ id: 'b', verdict: 'judging-error', findings: [{ code: 'judging-error', severity: 'warning', reason: text }] }),
      checkResult({ id: 'c', title: text, verdict: 'wrong-answer', findings: all.filter(({ code }) => code !== 'fault') }),
      checkResult({ id: 'd', title: text, visibility: 'hidden', verdict: 'wrong-answer', findings: all }),
      checkResult({ id: 'e', title: text, verdict: 'pending-manual' }),
      checkResult({ id: 'f', title: text, verdict: 'not-attempted' }),
    ]
    const exercises = [
      exerciseResult('unit/hostile', '9z', text, checks),
      exerciseResult('unit/other', '9y', text, [checkResult({ title: text, verdict: 'wrong-answer', findings: all })]),
    ]
    const changes = [{ when: '2026-12-02T09:00:00.000Z', who: text, why: text, before: 0, after: 100 }]
    return studentResult(text, exercises, { changes, remarks: all, output: { stdout: text, stderr: `${text}\n${text}` } })
  })
}

/** A student with a visible and a hidden failing check; the hidden one carries {@link SECRET}. */
export function secretStudent(): StudentResult {
  const hidden: Finding = {
    code: 'value-mismatch',
    severity: 'error',
    label: 'hidden',
    index: [0],
    actual: SECRET,
    expected: SECRET * 2,
    allowed: 1e-6,
    differing: 1,
    total: 2,
    case: `case ${SECRET}`,
    hint: `near ${SECRET}`,
    excerpt: { expected: [[SECRET]], actual: [[SECRET]], worst: [0, 0], from: [0, 0], of: [1, 1] },
  }
  const checks = [
    checkResult({ verdict: 'partial', fraction: 0.5, findings: [MISMATCH] }),
    checkResult({ id: 'fresh', title: 'Fresh inputs', visibility: 'hidden', verdict: 'wrong-answer', findings: [hidden] }),
  ]
  return studentResult('anna', [exerciseResult('backpropagation/softmax', '2b', 'Softmax', checks)])
}
