import type { CaseText } from '../../model/diagnosis.ts'
import type { StudentResult } from '../../model/result.ts'
import type { GraderWish } from './messages.ts'

/** The inputs that one check looks at, for whoever asks it again. */
export interface Looks {
  note(exerciseId: string, checkId: string, looked: () => CaseText): void
  /** How many inputs it has. */
  count(): number
  /** The inputs that are asked for, else the one that cost the points. */
  shown(result: StudentResult): readonly CaseText[]
}

export function keepLooks(wish: GraderWish['look']): Looks {
  const kept: CaseText[] = []
  let most = 0
  return {
    note(exerciseId, checkId, looked) {
      if (exerciseId !== wish?.exercise || checkId !== wish.check) return
      const text = looked()
      most = Math.max(most, text.case ?? 0)
      kept.push(text)
    },
    count: () => most,
    shown({ exercises }) {
      const result = exercises.find(({ id }) => id === wish?.exercise)?.checks.find(({ id }) => id === wish?.check)
      const wanted = wish?.case ?? result?.case
      const found = kept.filter((one) => one.case === wanted && wanted !== undefined)
      return [...new Map(found.map((one) => [JSON.stringify(one), one])).values()]
    },
  }
}
