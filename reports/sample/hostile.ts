import type { Finding } from '../../grading/model/finding.ts'
import type { StudentResult } from '../../grading/model/result.ts'
import { checkResult, exerciseResult, MISMATCH, studentResult } from './sample-run.ts'

/** Text as an attacker would place it in a name, a message or the output. */
export const HOSTILE: readonly string[] = [
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  "' onmouseover='x",
  "=cmd|' /C calc'!A0",
  '\u202egpj.exe',
  '\x1b[2J\x9b2J\x07',
  ']]>',
  'a\x00b\ud800',
  '::error::forged ##[error]forged',
  '| a | `b` |\n\n# heading\n![](http://x.test/beacon)',
  '{{constructor}} {{{x}}}',
  'x\u200by',
]

/** A number that stands only in findings of hidden checks. */
export const SECRET = 0.7310585

/** Each student carries one hostile text in every place where a submission can put text. */
export function hostileStudents(): readonly StudentResult[] {
  return HOSTILE.map((text) => {
    const findings: Finding[] = [
      {
        code: 'fault',
        severity: 'error',
        entry: text,
        fault: { kind: 'exception', name: text, message: text, place: { file: text, line: 1 } },
        hint: text,
      },
      {
        code: 'property-violated',
        severity: 'error',
        law: text,
        counterexample: text,
        observed: text,
        seed: 1,
        run: 1,
        runs: 100,
        shrinks: 0,
      },
    ]
    const checks = [
      checkResult({ id: 'a', title: text, verdict: 'runtime-error', findings }),
      checkResult({ id: 'b', verdict: 'judging-error', findings: [{ code: 'judging-error', severity: 'warning', reason: text }] }),
    ]
    return studentResult(text, [exerciseResult('unit/hostile', '9z', text, checks)], {
      remarks: [{ code: 'remark', severity: 'note', says: text }],
      output: { stdout: text, stderr: text },
    })
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
