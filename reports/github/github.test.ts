import { describe, expect, it } from 'vitest'
import { hostileStudents, SECRET, secretStudent } from '../sample/hostile.ts'
import { HOSTILE } from '../sample/hostile-text.ts'
import { checkResult, exerciseResult, MISMATCH, studentResult } from '../sample/sample-run.ts'
import { annotations } from './annotations.ts'
import { markdownText, stepSummary } from './step-summary.ts'

const wrong = (id: string) => exerciseResult(id, '2b', 'Softmax', [checkResult({ verdict: 'wrong-answer', findings: [MISMATCH] })])

describe('annotations', () => {
  it('point at the file and line where the code stopped', () => {
    const fault = { kind: 'exception', name: 'TypeError', message: '100% wrong', place: { file: 'submission.ts', line: 12 } } as const
    const checks = [checkResult({ verdict: 'runtime-error', findings: [{ code: 'fault', severity: 'error', entry: 'softmax', fault }] })]
    const lines = annotations(studentResult('anna', [exerciseResult('u/a', '2b', 'Softmax', checks)]), () => 'work/submission.ts')
    expect(lines).toEqual([
      '::error file=work/submission.ts,line=12,title=2b Softmax (0/2)::Values: softmax stopped with TypeError: 100%25 wrong (submission.ts, line 12).',
    ])
  })

  it('are at most ten, one per exercise that lost points', () => {
    const exercises = Array.from({ length: 14 }, (_, i) => wrong(`u/e${i}`))
    const full = exerciseResult('u/full', '1a', 'Full', [checkResult()])
    const missing = exerciseResult('u/none', '1b', 'None', [checkResult({ verdict: 'not-attempted' })])
    expect(annotations(studentResult('anna', [full, missing, ...exercises]), () => undefined)).toHaveLength(10)
    expect(annotations(studentResult('anna', [full, missing, wrong('u/w')]), () => undefined)).toHaveLength(1)
  })

  it('say once what several exercises have in common, as does the summary', () => {
    const fault = { kind: 'load-error', name: 'SyntaxError', message: 'a bracket is missing' } as const
    const lost = (entry: string) => checkResult({ verdict: 'load-error', findings: [{ code: 'fault', severity: 'error', entry, fault }] })
    const broken = ['1a', '1b'].map((sheet) => exerciseResult(`u/${sheet}`, sheet, sheet, [lost('f'), lost('g')]))
    const student = studentResult('anna', [...broken, wrong('u/w')])
    expect(annotations(student, () => undefined)).toHaveLength(2)
    expect(stepSummary(student).match(/a bracket is missing/g)).toHaveLength(1)
  })

  it('warn where a person has to look', () => {
    const broken = exerciseResult('u/a', '1a', 'A', [checkResult({ verdict: 'judging-error' })])
    expect(annotations(studentResult('anna', [broken]), () => undefined)[0]).toMatch(/^::warning title=/)
  })

  it('hold exactly one command each, whatever a student writes', () => {
    for (const student of hostileStudents()) {
      for (const line of annotations(student, () => HOSTILE[0])) {
        expect(line).not.toMatch(/\n|\r|##\[|[^\P{C}]/u)
        expect(line.replace(/^::(error|warning) /, '').match(/::/g)).toHaveLength(1)
      }
    }
  })

  it('show nothing that a hidden check found', () => {
    expect(annotations(secretStudent(), () => 'a.ts').join('\n')).not.toContain(String(SECRET).slice(0, 6))
  })
})

describe('stepSummary', () => {
  it('gives the total and a row per exercise', () => {
    const summary = stepSummary(studentResult('anna', [wrong('u/w')]))
    expect(summary).toContain('## 0 of 2 points (0 %)')
    expect(summary).toContain('| ✗ | 2b | Softmax | 0 | 2 | no points |')
  })

  it('lets no text of a student become markup or a command', () => {
    for (const student of hostileStudents()) {
      const summary = stepSummary(student)
      expect(summary).not.toMatch(/<|##\[|(^|\n)\s*::|[^\\]!\[|[^\n\P{C}]/u)
      for (const row of summary.split('\n').filter((line) => line.startsWith('|'))) expect(row.match(/(?<!\\)\|/g)).toHaveLength(7)
    }
  })

  it('breaks links, images and mentions', () => {
    expect(markdownText('![x](http://a.test) @all www.a.test')).toBe('\\!\\[x\\]\\(http&#58;//a.test\\) &#64;all www&#46;a.test')
  })

  it('shows nothing that a hidden check found', () => {
    expect(stepSummary(secretStudent())).not.toContain(String(SECRET).slice(0, 6))
  })
})
