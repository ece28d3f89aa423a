import { describe, expect, it } from 'vitest'
import { studentConsole } from '#reports/console/student-console'
import { annotations } from '#reports/github/annotations'
import { hostileStudents } from '#reports/sample/hostile'
import { githubFaults } from '#reports/testing/text-guards'
import { visible } from '#reports/text/visible'
import { withoutCommands } from './io.ts'

describe('the log of a runner that takes commands', () => {
  it('gets none of a student, whichever report is printed', () => {
    for (const student of hostileStudents()) {
      const printed = studentConsole(student, { colour: false, width: 50 })
      expect(githubFaults(withoutCommands(printed))).toEqual([])
      expect(githubFaults(withoutCommands(`1/4  ${visible(student.id)}  4 of 4\n`))).toEqual([])
    }
    const unguarded = hostileStudents().flatMap((student) => githubFaults(studentConsole(student, { colour: false, width: 50 })))
    expect(unguarded).not.toEqual([])
  })

  it('gets ours as they are', () => {
    for (const student of hostileStudents()) {
      const ours = annotations(student, () => 'a.ts').join('\n')
      expect(withoutCommands(ours)).toBe(ours)
    }
  })
})
