import type { StudentResult } from '#grading/model/result'
import type { RunDiff } from '../diff/changes.ts'
import { compareRuns } from '../diff/compare-runs.ts'
import { sampleClass } from './sample-class.ts'
import { checkResult } from './sample-run.ts'

const WHEN = '2026-12-02T09:00:00.000Z'

/** Two runs of the sample class with a change of every kind. */
export function sampleDiff(): RunDiff {
  const before = sampleClass()
  const zoe = before.slice(0, 1).map((student) => ({ ...student, id: 'zoe' }))
  const after = [...before.flatMap((student) => changed(student)), ...zoe]
  const run = { assay: '0.1.0', gradedAt: WHEN, course: 'Deep learning' }
  return {
    before: { ...run, name: 'results', seed: 7041, students: before.length },
    after: { ...run, name: 'results-corrected', seed: 99, students: after.length },
    differences: ['the seed (7041, now 99)'],
    changes: compareRuns(before, after),
  }
}

function changed(student: StudentResult): readonly StudentResult[] {
  const [first, ...rest] = student.exercises
  if (first === undefined) return [student]
  switch (student.id) {
    case 'farid':
      return []
    case 'ben': {
      const checks = first.checks.map((check) => (check.id === 'shift' ? { ...check, ...checkResult(), id: 'shift', score: 200 } : check))
      return [
        {
          ...student,
          hash: '1'.repeat(64),
          score: student.score + 200,
          exercises: [{ ...first, score: first.score + 200, checks }, ...rest],
        },
      ]
    }
    case 'chiara': {
      const adjustments = [{ kind: 'late', points: -100, who: 'course.yaml', when: WHEN, why: 'One day late.' } as const]
      return [{ ...student, score: student.score - 100, adjustments }]
    }
    case 'gudrun': {
      const checks = first.checks.map((check) => (check.id === 'shift' ? { ...check, findings: [] } : check))
      return [{ ...student, exercises: [{ ...first, checks }, ...rest] }]
    }
    case 'hoa':
      return [{ ...student, notGraded: true }]
    default:
      return [student]
  }
}
