import { canvasPart, looksLikeCanvas } from './canvas.ts'
import { moodlePart } from './moodle.ts'

/** How the names of a class are read where the files of all students lie side by side. */
export function partsOf(names: readonly string[]): (name: string) => ReturnType<typeof canvasPart> {
  return looksLikeCanvas(names) ? canvasPart : moodlePart
}
