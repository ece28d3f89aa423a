import type { Adjustment } from '#grading/model/adjustment'
import { pointsText } from './points.ts'

/** Points with their sign. */
export function signedPoints(points: number): string {
  return points < 0 ? `\u2212${pointsText(-points)}` : `+${pointsText(points)}`
}

/** On one line, such as `losses/huber +1.5 by R. Lind: Oral exam.` */
export function adjustmentText({ exercise, points, who, why }: Adjustment): string {
  return `${exercise ?? 'total'} ${signedPoints(points)} by ${who}: ${why}`
}
