import type { Box, Ink } from './pixels.ts'
import { whole } from './pixels.ts'

/** Columns or rows without ink that part two things. */
const GAP = 2
/** Nothing smaller is a panel; letters are. */
const SMALLEST = 24
/** Of a line of a panel's edge; ticks cover less of theirs. */
const COVERED = 0.5
const SQUARE = 1.25
/** Panels of one figure have one size, give or take a pixel. */
const ALIKE = 0.06

/** What stands apart from everything else: cut along empty rows and columns, again and again. Smaller things than panels are left out. */
export function blocksOf(ink: Ink, box: Box = whole(ink)): readonly Box[] {
  const tight = shrunk(ink, box)
  if (tight === undefined || tight.right - tight.left < SMALLEST || tight.bottom - tight.top < SMALLEST) return []
  const down = runs(tight.top, tight.bottom, (y) => rowInk(ink, tight, y) > 0)
  if (down.length > 1) return down.flatMap(([top, bottom]) => blocksOf(ink, { ...tight, top, bottom }))
  const across = runs(tight.left, tight.right, (x) => columnInk(ink, tight, x) > 0)
  if (across.length > 1) return across.flatMap(([left, right]) => blocksOf(ink, { ...tight, left, right }))
  return [tight]
}

/** The block that covers most. */
export function largestBlock(ink: Ink): Box | undefined {
  return [...blocksOf(ink)].sort((a, b) => area(b) - area(a))[0]
}

/** Squares of one size, row by row: the panels of a figure without their ticks. */
export function squarePanels(ink: Ink): readonly Box[] {
  const squares = blocksOf(ink)
    .map((box) => withoutTicks(ink, box))
    .filter(isSquare)
  const groups = squares.map((one) => squares.filter((other) => Math.abs(sideOf(other) - sideOf(one)) <= ALIKE * sideOf(one)))
  const most = groups.sort((a, b) => b.reduce((sum, one) => sum + area(one), 0) - a.reduce((sum, one) => sum + area(one), 0))[0] ?? []
  return [...most].sort((a, b) => (Math.abs(a.top - b.top) > sideOf(a) / 2 ? a.top - b.top : a.left - b.left))
}

/** A box without the rows and columns at its edges that are mostly empty. */
export function withoutTicks(ink: Ink, box: Box): Box {
  let { left, top, right, bottom } = box
  const now = (): Box => ({ left, top, right, bottom })
  const full = (count: number, of: number): boolean => count >= COVERED * of
  while (left < right && !full(columnInk(ink, now(), left), bottom - top)) left++
  while (right > left && !full(columnInk(ink, now(), right - 1), bottom - top)) right--
  while (top < bottom && !full(rowInk(ink, now(), top), right - left)) top++
  while (bottom > top && !full(rowInk(ink, now(), bottom - 1), right - left)) bottom--
  return now()
}

export function isSquare({ left, top, right, bottom }: Box): boolean {
  const [across, down] = [right - left, bottom - top]
  return across >= SMALLEST && down >= SMALLEST && across <= SQUARE * down && down <= SQUARE * across
}

export function rowInk({ width, data }: Ink, { left, right }: Box, y: number): number {
  let count = 0
  for (let x = left; x < right; x++) count += data[y * width + x] as number
  return count
}

export function columnInk({ width, data }: Ink, { top, bottom }: Box, x: number): number {
  let count = 0
  for (let y = top; y < bottom; y++) count += data[y * width + x] as number
  return count
}

function area({ left, top, right, bottom }: Box): number {
  return (right - left) * (bottom - top)
}

function sideOf(box: Box): number {
  return Math.sqrt(area(box))
}

/** The smallest box around all ink of a box. */
function shrunk(ink: Ink, box: Box): Box | undefined {
  const rows = runs(box.top, box.bottom, (y) => rowInk(ink, box, y) > 0, Number.POSITIVE_INFINITY)[0]
  if (rows === undefined) return undefined
  const [top, bottom] = rows
  const [left, right] = runs(
    box.left,
    box.right,
    (x) => columnInk(ink, { ...box, top, bottom }, x) > 0,
    Number.POSITIVE_INFINITY,
  )[0] as Span
  return { left, top, right, bottom }
}

type Span = readonly [from: number, to: number]

/** Stretches where `holds`, parted by at least `gap` places where it does not. */
function runs(from: number, to: number, holds: (at: number) => boolean, gap = GAP): readonly Span[] {
  const found: [number, number][] = []
  for (let at = from; at < to; at++) {
    if (!holds(at)) continue
    const last = found.at(-1)
    if (last !== undefined && at - last[1] < gap) last[1] = at + 1
    else found.push([at, at + 1])
  }
  return found
}
