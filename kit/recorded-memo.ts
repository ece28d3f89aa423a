import { RECORDED } from '#checks/recorded'
import { createMemo, type Memo } from '#grading/engine/memo'
import type { Recording } from './recording.ts'

/**
 * What a kit knows of the inputs comes from its recordings, never from code; the rest is made as everywhere.
 * @param recordings - by exercise.
 */
export function recordedMemo(recordings: ReadonlyMap<string, Recording>): Memo {
  const made = new Map([...recordings].flatMap(([id, { made }]) => [...made].map(([key, value]) => [`${id}/${key}`, value])))
  const memo = createMemo()
  return <T>(key: string, make: () => T): T => {
    if (!key.includes(`/${RECORDED}`)) return memo(key, make)
    if (!made.has(key)) throw new Error(`this kit has no recording of ${key}; only the graded run can check this`)
    return made.get(key) as T
  }
}
