import type { ExerciseResult } from '#grading/model/result'
import { decimalsOf, pointsText } from '../text/points.ts'
import type { View } from './markup.ts'

/** What a person looks for in a written answer, with the points of each line; `null` where there is no rubric. */
export function rubricView({ rubric }: Pick<ExerciseResult, 'rubric'>): View {
  if (rubric === undefined || rubric.length === 0) return null
  const hundredths = rubric.map(({ points }) => Math.round(points * 100))
  return rubric.map(({ says }, i) => ({ says, points: pointsText(hundredths[i] as number, decimalsOf(hundredths)) }))
}
