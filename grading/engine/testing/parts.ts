import type { Check, Outcome } from '../../model/check.ts'
import type { Convention, Exercise } from '../../model/exercise.ts'
import type { Picture, ShownPicture } from '../../model/picture.ts'
import type { StudentResult } from '../../model/result.ts'
import type { Answer, Session } from '../../model/session.ts'
import type { Submission } from '../../model/submission.ts'
import type { Value } from '../../model/value.ts'
import { type GradeOptions, gradeSubmission } from '../grade.ts'
import { createMemo } from '../memo.ts'

export const accepted: Outcome = { verdict: 'accepted', fraction: 1, findings: [] }

export function check(id: string, run: Check['run'], more: Partial<Check> = {}): Check {
  return { id, title: `Check ${id}`, points: 1, visibility: 'visible', entries: ['f'], run, ...more }
}

export function exercise(checks: readonly Check[], conventions: readonly Convention[] = []): Exercise {
  return { id: 'unit/one', sheet: '1', title: 'One', points: checks.length, entries: [], checks, conventions }
}

export function session(answer: (args: readonly Value[]) => Value): Session & { batches: number } {
  const answered = (args: readonly Value[]): Answer => ({ ok: true, value: answer(args), usage: { ms: 0 } })
  const made = {
    batches: 0,
    call: async (_entry: string, args: readonly Value[]) => answered(args),
    callMany: async (_entry: string, argsList: readonly (readonly Value[])[]) => {
      made.batches++
      return argsList.map(answered)
    },
    close: async () => {},
  }
  return made
}

export function submission(subject: Session, declared: [string, string][] = []): Submission {
  const output = { stdout: '', stderr: '' }
  return {
    id: 'ada',
    kind: 'typescript',
    hash: '0',
    declared: new Map(declared),
    answers: new Map(),
    remarks: [],
    session: () => subject,
    output: () => output,
    close: async () => {},
  }
}

export function optionsWith(more: Partial<GradeOptions> = {}): GradeOptions {
  return { reference: () => session(() => 1), seed: 1, visibility: 'all', memo: createMemo(), ...more }
}

export function grade(one: Exercise, subject = submission(session(() => 1)), more: Partial<GradeOptions> = {}): Promise<StudentResult> {
  return gradeSubmission(subject, [one], optionsWith(more))
}

/** A check that asks for f(5) and notes its answer. */
export function asking(id: string, seen: Value[] = [], more: Partial<Check> = {}): Check {
  const run: Check['run'] = async (subject) => {
    const answer = await subject.call('f', [5])
    if (answer.ok) seen.push(answer.value)
    return accepted
  }
  return check(id, run, more)
}

export function picture(name: string, plot?: string): Picture {
  const shown: ShownPicture = { name, width: 1, height: 1, png: name, ...(plot === undefined ? {} : { plot }) }
  return { ...shown, pixels: { width: 1, height: 1, data: new Uint8Array(3) }, shown }
}

export const withPictures = (...pictures: readonly Picture[]): Submission => ({
  ...submission(session(() => 1)),
  pictures: new Map(pictures.map((one) => [one.name, one])),
})
