/** What judges answers in a kit. */
import { ROW_PER_PREDICTION } from './conventions.ts'

export const conventions = [ROW_PER_PREDICTION]
