import { runToEnd } from './command-line.ts'
import { type Figure, median, under } from './figures.ts'

/** Wall time of `assay --help`, ten times. */
export async function helpStart(): Promise<readonly Figure[]> {
  const walls: number[] = []
  for (let i = 0; i < 10; i++) walls.push((await runToEnd(['--help'])).wallMs)
  return [under('assay --help', median(walls), 200)]
}
