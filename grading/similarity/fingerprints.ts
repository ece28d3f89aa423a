import { type FileEntry, FingerprintIndex, File as IndexedFile, type Pair, Region, TokenizedFile } from '@dodona/dolos-core'

/** Tokens in a sequence that is looked for: longer than an idiom such as `[x * y for x, y in zip(a, b)]`. */
export const SEQUENCE = 16
/** Every sequence is kept: a solution has a few hundred tokens, and a selection of them would make short ones a matter of luck. */
const WINDOW = 1
/** Sequences that occur many times make their pairs grow with the square. */
const MOST_ALIGNED = 2_000_000
const MOST_COMPARED = 100_000_000

/** No kind of token begins like this. */
const SEPARATOR = '\n'

/** What is compared: kinds of tokens in pieces whose order does not matter. */
export interface Unit {
  readonly pieces: readonly (readonly string[])[]
}

/** A run of the same tokens: indices of tokens in the pieces of a unit, one piece after the other. */
export interface Run {
  readonly left: number
  readonly right: number
  readonly tokens: number
}

export interface Aligned {
  readonly longest: number
  readonly runs: readonly Run[]
}

export interface Fingerprints {
  /** Sequences of a unit that are not given code. */
  own(unit: number): number
  /** Share of own sequences that the other has, too, of both together. */
  similarity(left: number, right: number): number
  /** `undefined` where both repeat themselves so much that nothing can be aligned in reasonable time. */
  aligned(left: number, right: number): Aligned | undefined
}

/**
 * Sequences of tokens of all units of a part.
 *
 * @param given - code that nobody is asked about: sequences in it count for nobody.
 */
export function fingerprints(units: readonly Unit[], given: readonly Unit[]): Fingerprints {
  const index = new FingerprintIndex(SEQUENCE, WINDOW)
  let separators = 0
  const indexed = [...units, ...given].map((unit) => {
    const tokens: string[] = []
    for (const piece of unit.pieces) {
      // No two are equal, so that no sequence reaches from one piece into the next.
      tokens.push(...piece, `${SEPARATOR}${separators++}`)
    }
    const places = tokens.map((_, i) => new Region(0, i, 0, i + 1))
    return new TokenizedFile(new IndexedFile('', ''), tokens, places)
  })
  index.addFiles(indexed.slice(0, units.length))
  // Given code is taken away from what is there: what is added later would count again.
  for (const file of indexed.slice(units.length)) index.addIgnoredFile(file)
  const entries = new Map(index.entries().map((entry) => [entry.file.id, entry]))
  const sides = indexed.slice(0, units.length).map((file) => sideOf(entries.get(file.id) as FileEntry))

  return {
    own: (unit) => (sides[unit] as Side).own,
    similarity(left, right) {
      const { covered, of } = overlap(sides[left] as Side, sides[right] as Side)
      return of === 0 ? 0 : covered / of
    },
    aligned(left, right) {
      const [one, other] = [sides[left] as Side, sides[right] as Side]
      if (overlap(one, other).pairs > MOST_ALIGNED || one.own * other.own > MOST_COMPARED) return undefined
      const file = (unit: number): TokenizedFile => indexed[unit] as TokenizedFile
      return alignedBy(index.getPair(file(left), file(right)))
    },
  }
}

interface Side {
  readonly counts: ReadonlyMap<unknown, number>
  readonly own: number
}

/** How often each sequence occurs that is not given. Those across two pieces are nobody's. */
function sideOf({ file, shared }: FileEntry): Side {
  const counts = new Map<unknown, number>()
  let own = 0
  for (const fingerprint of shared) {
    const within = fingerprint.occurrencesOf(file).filter(({ side }) => !crosses(file, side.start, side.stop)).length
    if (within === 0) continue
    counts.set(fingerprint, within)
    own += within
  }
  return { counts, own }
}

function crosses({ tokens }: TokenizedFile, start: number, stop: number): boolean {
  return tokens.slice(start, stop + 1).some((token) => token.startsWith(SEPARATOR))
}

function overlap(left: Side, right: Side): { readonly covered: number; readonly of: number; readonly pairs: number } {
  const [small, large] = left.counts.size < right.counts.size ? [left, right] : [right, left]
  let covered = 0
  let pairs = 0
  for (const [fingerprint, count] of small.counts) {
    const others = large.counts.get(fingerprint)
    if (others === undefined) continue
    covered += count + others
    pairs += count * others
  }
  return { covered, of: left.own + right.own, pairs }
}

function alignedBy(pair: Pair): Aligned {
  const runs = pair.buildFragments().map(({ leftSelection, rightSelection }) => ({
    left: leftSelection.startCol,
    right: rightSelection.startCol,
    tokens: leftSelection.endCol - leftSelection.startCol,
  }))
  return { longest: pair.longest === 0 ? 0 : pair.longest + SEQUENCE - 1, runs: runs.sort((a, b) => b.tokens - a.tokens) }
}
