import { describe, expect, it } from 'vitest'
import { hostileStudents } from '../sample/hostile.ts'
import { checkResult, exerciseResult, studentResult, viewOf } from '../sample/sample-run.ts'
import { gradebookCsv, guarded } from './gradebook-csv.ts'

const csv = (students: Parameters<typeof viewOf>[0]): string => gradebookCsv.render(viewOf(students))[0]?.content ?? ''
const cells = (line: string): string[] => line.slice(1, -1).split('","')

describe('gradebook.csv', () => {
  it('starts with a byte order mark and quotes every cell of every line', () => {
    const lines = csv(hostileStudents()).slice(1).trimEnd().split('\r\n')
    expect(csv([])[0]).toBe('\ufeff')
    expect(lines).toHaveLength(1 + hostileStudents().length)
    for (const line of lines) expect(line).toMatch(/^("([^"]|"")*",)*"([^"]|"")*"$/u)
  })

  it('has no cell that a spreadsheet could run', () => {
    const lines = csv(hostileStudents()).slice(1).trimEnd().split('\r\n')
    for (const line of lines) for (const cell of cells(line)) expect(cell).not.toMatch(/^\s*[=+\-@|%＝＋－＠]|[^\P{C}]/u)
  })

  it.each(['=1+1', '  =1', '\n=1', '\u200b=1', '＝1', '\t@x', '-1', '|x', '%0'])('guards %j', (text) => {
    expect(guarded(text)).toMatch(/^'/)
  })

  it('keeps an ordinary name', () => {
    expect(guarded('Müller, Anne-Lise "AL"')).toBe('Müller, Anne-Lise "AL"')
  })

  it('leaves the cell of an exercise that was not attempted empty and writes a wrong one as zero', () => {
    const wrong = exerciseResult('u/a', '1a', 'A', [checkResult({ verdict: 'wrong-answer' })])
    const missing = exerciseResult('u/b', '1b', 'B', [checkResult({ verdict: 'not-attempted' })])
    expect(csv([studentResult('anna', [wrong, missing])]).slice(1)).toBe(
      '"student","total","max","pending","u/a","u/b","status"\r\n"anna","0.00","4.00","0.00","0.00","","graded"\r\n',
    )
  })

  it('marks a student whose work could not be graded', () => {
    const broken = exerciseResult('u/a', '1a', 'A', [checkResult({ verdict: 'judging-error' })])
    expect(csv([studentResult('ben', [broken])])).toContain('"ben","0.00","2.00","2.00","0.00","judging-error"')
  })

  it("marks a submission that is nobody's", () => {
    const stranger = {
      ...studentResult('homework-7', [exerciseResult('u/a', '1a', 'A', [checkResult({})])]),
      unassigned: 'not in the roster',
    }
    expect(csv([stranger])).toMatch(/"homework-7",.*,"unassigned"\r\n$/)
  })
})
