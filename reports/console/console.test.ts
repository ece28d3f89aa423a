import { describe, expect, it } from 'vitest'
import { classView } from '../html/class-view.ts'
import { hostileStudents, SECRET, secretStudent } from '../sample/hostile.ts'
import { sampleClass } from '../sample/sample-class.ts'
import { checkResult, exerciseResult, MISMATCH, runResult, studentResult } from '../sample/sample-run.ts'
import { classConsole } from './class-console.ts'
import { studentConsole } from './student-console.ts'
import { wrap } from './wrap.ts'

const PLAIN = { colour: false, width: 80 }
const named = (id: string) => sampleClass().find((student) => student.id === id) ?? secretStudent()

describe('studentConsole', () => {
  it('gives an exercise that is all right one line and no more', () => {
    const full = studentResult('anna', [exerciseResult('u/a', '1a', 'Steps', [checkResult(), checkResult({ id: 'b' })])])
    expect(studentConsole(full, PLAIN)).toBe(`✓ 1a  Steps${' '.repeat(61)}  4 /  4\n\n4 of 4 points (100 %)\n`)
  })

  it('shows only failing checks, with message and hint', () => {
    const text = studentConsole(named('gudrun'), PLAIN)
    expect(text).toContain('Property violated')
    expect(text).toContain('    hint: Add 1000 to all inputs')
    expect(text).not.toContain('Values of softmax')
    expect(text).toContain('✓ 3 of 4 checks passed')
  })

  it('says once why a file could not be loaded', () => {
    expect(studentConsole(named('dilek'), PLAIN).match(/was never closed/g)).toHaveLength(1)
  })

  it('says a message that several checks share once, below all of them', () => {
    const two = ['Rows', 'Columns'].map((title, i) => checkResult({ id: `c${i}`, title, verdict: 'wrong-answer', findings: [MISMATCH] }))
    const text = studentConsole(studentResult('anna', [exerciseResult('u/a', '1a', 'A', two)]), PLAIN)
    expect(text.match(/dW2\[1, 0\]/g)).toHaveLength(1)
    expect(text).toMatch(/Rows.*\n.*Columns.*\n.*dW2/)
  })

  it('keeps not attempted, not run and wrong apart in words', () => {
    const text = studentConsole(named('hoa'), PLAIN)
    expect(text).toContain('○ not attempted: δ² of random networks')
    expect(text).toContain('– skipped until the checks above pass: Gradients of the first layer')
  })

  it('says why nothing was attempted, each reason once and no more than three', () => {
    const missing = ['f', 'f', 'g', 'h', 'i', 'k'].map((entry, i) => {
      const finding = { code: 'fault', severity: 'error', entry, fault: { kind: 'missing-entry', entry, available: ['F'] } } as const
      return checkResult({ id: `c${i}`, title: entry, verdict: 'not-attempted', findings: [finding] })
    })
    const right = checkResult({ id: 'right', title: 'Right', verdict: 'accepted' })
    const text = studentConsole(studentResult('anna', [exerciseResult('u/a', '1a', 'A', [right, ...missing])]), PLAIN)
    const reason = (name: string): string => `    There is no function ${name}; the submission has F.\n`
    expect(text).toContain(`${reason('f')}${reason('g')}${reason('h')}    and 2 more of the kind\n`)
  })

  it('says that points wait where the machine failed', () => {
    expect(studentConsole(named('emil'), PLAIN)).toMatch(/could not be graded[\s\S]*another 8 pending/)
  })

  it('says the same without colour', () => {
    const coloured = studentConsole(named('ben'), { colour: true, width: 80 })
    expect(coloured).toContain('\x1b[')
    // biome-ignore lint/suspicious/noControlCharactersInRegex: the escapes of our own colours are what is taken out
    expect(coloured.replace(/\x1b\[\d+m/g, '')).toBe(studentConsole(named('ben'), PLAIN))
  })

  it.each([50, 80, 100])('keeps every line within %i columns', (width) => {
    for (const student of [...sampleClass(), ...hostileStudents()]) {
      for (const line of studentConsole(student, { colour: false, width }).split('\n'))
        expect([...line].length, line).toBeLessThanOrEqual(width)
    }
  })

  it('prints no character that acts on a terminal or hides', () => {
    for (const student of hostileStudents()) expect(studentConsole(student, PLAIN)).not.toMatch(/[^\n\P{C}]/u)
  })

  it('shows nothing that a hidden check found', () => {
    expect(studentConsole(secretStudent(), PLAIN)).not.toContain(String(SECRET).slice(0, 6))
  })
})

describe('classConsole', () => {
  it('gives no mean where none could be graded', () => {
    const stuck = exerciseResult('u/a', '1a', 'A', [checkResult({ verdict: 'judging-error', score: 0 })])
    const run = runResult([studentResult('ada', [stuck])])
    expect(classConsole(run, { colour: false })).toContain('1 student: no mean yet: none could be graded completely\n')
  })

  it('gives size, mean, median and a line per exercise', () => {
    const text = classConsole(runResult(sampleClass()), { colour: false })
    expect(text).toContain('8 students: mean 10.19 of 21 points (49 %), median 11.25 of 21 points (54 %)')
    expect(text).toMatch(/2b Softmax and log-likelihood +2 ✓ full +3 ◐ partial +1 ✗ none +1 ○ not attempted +1 \? pending/)
  })

  it.each([80, 100, 200])('keeps every line of an exercise within the %i columns of a terminal, and within 100', (width) => {
    const title = 'A title that is longer than the line of a terminal that it has to share with four counts, or five'
    const students = ['pending-manual', 'accepted'].map((verdict) =>
      studentResult(verdict, [exerciseResult('u/a', '1a', title, [checkResult({ verdict: verdict as 'accepted' })])]),
    )
    const rows = classConsole(runResult(students), { colour: false, width })
      .split('\n')
      .filter((line) => line.includes('✓ full'))
    expect(rows).toHaveLength(1)
    for (const row of rows) expect([...row].length).toBe(Math.min(width, 100))
  })

  it('names who waits for a person', () => {
    expect(classConsole(runResult(sampleClass()), { colour: false })).toMatch(
      /\(no points deducted\): emil\n {2}1 submission: Python is not installed on this machine\nFix the cause and continue with --resume: only these are graded again\.\n$/,
    )
  })

  it('names what stood in the way once for the class', () => {
    const fault = { kind: 'infrastructure' as const, reason: 'the Python package torch is not installed on this machine' }
    const lost = checkResult({ verdict: 'judging-error', score: 0, findings: [{ code: 'fault', entry: 'f', fault, severity: 'error' }] })
    const students = ['anna', 'ben', 'cleo'].map((id) => studentResult(id, [exerciseResult('u/a', '1a', 'A', [lost, lost])]))
    expect(classConsole(runResult(students), { colour: false })).toMatch(
      /anna, ben, cleo\n {2}3 submissions: the Python package torch is not installed on this machine\nFix the cause and continue with --resume: only these are graded again\.\n$/,
    )
  })

  it('counts every answer to mark, as the page does, also beside a check that could not be graded', () => {
    const essay = checkResult({ id: 'essay', verdict: 'pending-manual', score: 0, max: 300 })
    const broken = checkResult({ id: 'values', verdict: 'judging-error', score: 0 })
    const run = runResult([
      studentResult('anna', [exerciseResult('u/a', '1a', 'A', [essay])]),
      studentResult('ben', [exerciseResult('u/a', '1a', 'A', [essay, broken])]),
    ])
    expect(classConsole(run, { colour: false })).toContain('\n2 answers to mark, 6 points pending: assay mark\n')
    expect(classView({ run }, (id) => id)).toMatchObject({
      toMark: { count: 2, exercises: [{ sheet: '1a', pending: '6 points', answers: [{ id: 'anna' }, { id: 'ben' }] }] },
    })
  })

  it('has a sentence for an empty class', () => {
    expect(classConsole(runResult([]), { colour: false })).toBe('No submissions.\n')
  })
})

describe('wrap', () => {
  it('breaks at spaces and cuts a word that is longer than a line', () => {
    expect(wrap(`one two ${'x'.repeat(45)}`, 22, '- ')).toEqual(['- one two', `  ${'x'.repeat(20)}`, `  ${'x'.repeat(20)}`, '  xxxxx'])
  })
})
