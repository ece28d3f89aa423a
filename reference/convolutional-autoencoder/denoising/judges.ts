/** What judges answers in a kit. */
import { CONVENTIONS } from './conventions.ts'

export const conventions = CONVENTIONS
