import type { Check } from '../grading/model/check.ts'
import type { Exercise } from '../grading/model/exercise.ts'

/** What is known of an exercise without its functions, so that another process can be told of it. */
export interface Outline extends Pick<Exercise, 'id' | 'sheet' | 'title' | 'limits' | 'models'> {
  readonly checks: readonly Pick<Check, 'id' | 'title' | 'points' | 'visibility'>[]
}

export function outlineOf({ id, sheet, title, limits, models, checks }: Exercise): Outline {
  return {
    ...{ id, sheet, title },
    ...(limits === undefined ? {} : { limits }),
    ...(models === undefined ? {} : { models }),
    checks: checks.map(({ id, title, points, visibility }) => ({ id, title, points, visibility })),
  }
}
