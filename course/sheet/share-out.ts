/** One check of an exercise, in the hundredths of the sheet. */
export interface Part {
  readonly score: number
  readonly max: number
  /** No verdict has been given on it: what it is worth is the same for everyone. */
  readonly waits: boolean
}

/** A check in the hundredths of the course. */
export interface Share {
  readonly score: number
  readonly max: number
}

interface Row extends Part {
  /** Worth and points before rounding. */
  readonly exact: Share
  worth: number
  points: number
}

/**
 * Points of an exercise scaled to `max` and rounded once: the score is its share of `max` to the nearest hundredth, and the checks sum to it. Their worths sum to
 * `max`; a hundredth of worth goes from a check that lost points to one that did not where the sum asks for it. What is full stays full, and less than all never becomes all.
 */
export function shareOut(parts: readonly Part[], max: number): readonly Share[] {
  const whole = sum(parts, 'max')
  const rows = worths(parts, max)
  const target = nearest(max, sum(parts, 'score'), whole)
  const partial = rows.filter(isPartial).sort(byRemainder)
  let missing = target - sum(rows, 'points')
  // Twice: a check that is all but a hundredth right may have no room for its own remainder.
  for (const row of [...partial, ...partial]) {
    if (missing <= 0 || row.points + 1 >= row.worth) continue
    row.points += 1
    missing -= 1
  }
  while (missing !== 0 && moveWorth(rows, Math.sign(missing))) missing -= Math.sign(missing)
  return rows.map(({ points, worth }) => ({ score: points, max: worth }))
}

/** Worths whose rounding is carried on; what is partial has its points rounded down as yet. */
function worths(parts: readonly Part[], max: number): readonly Row[] {
  const whole = sum(parts, 'max')
  let before = 0
  let given = 0
  return parts.map((part): Row => {
    before += part.max
    const worth = Math.round((max * before) / whole) - given
    given += worth
    const exact = { score: (max * part.score) / whole, max: (max * part.max) / whole }
    const most = part.score === part.max ? worth : Math.max(0, worth - 1)
    return { ...part, exact, worth, points: part.score === part.max ? worth : Math.min(Math.floor(exact.score), most) }
  })
}

/** Moves a hundredth of worth to a check with all its points, or from one, that was rounded the other way; `false` where there is none. */
function moveWorth(rows: readonly Row[], by: number): boolean {
  const excess = ({ worth, exact }: Row): number => by * (worth - exact.max)
  const full = rows.filter((row) => row.score === row.max && !row.waits && excess(row) < 0)
  const others = rows.filter((row) => row.score < row.max && !row.waits && excess(row) > 0 && (by < 0 || row.worth > row.points + 1))
  const [to] = full.sort((a, b) => excess(a) - excess(b))
  const [from] = others.sort((a, b) => excess(b) - excess(a))
  if (to === undefined || from === undefined) return false
  to.worth += by
  to.points += by
  from.worth -= by
  return true
}

function byRemainder(a: Row, b: Row): number {
  const remainder = ({ exact, points }: Row): number => exact.score - points
  return remainder(b) - remainder(a)
}

function isPartial({ score, max }: Part): boolean {
  return score > 0 && score < max
}

/** Half up; less than all never rounds up to all. */
function nearest(max: number, score: number, whole: number): number {
  const points = Math.round((max * score) / whole)
  return score < whole && points === max && max > 0 ? max - 1 : points
}

function sum<K extends string>(all: readonly { readonly [key in K]: number }[], key: K): number {
  return all.reduce((total, one) => total + one[key], 0)
}
