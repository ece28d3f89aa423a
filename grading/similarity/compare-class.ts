import { median } from 'd3-array'
import type { TokenisedFile } from '../model/code-tokens.ts'
import type { ComparedPart, PartStatistics, SimilarPair, SimilarPart } from '../model/similarity.ts'
import { fragmentsOf } from './excerpts.ts'
import { type Fingerprints, fingerprints, SEQUENCE, type Unit } from './fingerprints.ts'
import { type Piece, partsOf, piecesOf, type SheetExercise } from './parts.ts'
import { standardOf, standsOut } from './standard.ts'

/** A solution with fewer sequences of its own says nothing: all right answers look like it. */
const FEWEST_SEQUENCES = 30
/** The longest common sequence must be as long: many short ones are the words of the course. */
const SHORTEST_RUN = 40

export interface ComparedSubmission {
  readonly id: string
  readonly files: readonly TokenisedFile[]
}

export interface ClassToCompare {
  readonly submissions: readonly ComparedSubmission[]
  readonly given: readonly TokenisedFile[]
  readonly exercises: readonly SheetExercise[]
  /** Whether two submissions are of different people who did not work together. */
  readonly apart: (left: string, right: string) => boolean
}

export interface ComparedClass {
  readonly statistics: readonly PartStatistics[]
  readonly pairs: readonly SimilarPair[]
}

/** Compares all submissions of a class, as a whole and in each exercise, and keeps the pairs that stand out from the class. */
export function compareClass(compared: ClassToCompare): ComparedClass {
  const found = new Map<string, { readonly left: string; readonly right: string; readonly parts: SimilarPart[] }>()
  const statistics: PartStatistics[] = []
  for (const part of partsOf(compared.exercises)) {
    const { similar, ...rest } = comparePart(part, compared)
    if (rest.pairs > 0) statistics.push({ part, ...rest })
    for (const { left, right, ...one } of similar) {
      const key = JSON.stringify([left, right])
      const pair = found.get(key) ?? { left, right, parts: [] }
      pair.parts.push(one)
      found.set(key, pair)
    }
  }
  return { statistics, pairs: [...found.values()].sort((a, b) => weight(b) - weight(a)) }
}

/** Whole copies come first, then the longest sequences. */
function weight({ parts }: Pick<SimilarPair, 'parts'>): number {
  return Math.max(
    ...parts.map(({ part, similarity, longest }) => (part.exercise === undefined ? 1e6 : 0) + similarity * 1000 + Math.min(longest, 900)),
  )
}

interface Solution {
  readonly id: string
  readonly pieces: readonly Piece[]
}

interface Found extends SimilarPart {
  readonly left: string
  readonly right: string
}

type PartResult = Omit<PartStatistics, 'part'> & { readonly similar: readonly Found[] }

function comparePart(part: ComparedPart, { submissions, given, exercises, apart }: ClassToCompare): PartResult {
  const solutions: readonly Solution[] = submissions
    .map(({ id, files }) => ({ id, pieces: piecesOf(files, part, exercises) }))
    .filter(({ pieces }) => pieces.length > 0)
  const handedOut = given.filter(({ family }) => family === part.family)
  const prints = fingerprints(
    solutions.map(({ pieces }) => unitOf(pieces)),
    handedOut.map((file) => unitOf(file.blocks.map(({ from, to }) => ({ file, from, to })))),
  )
  const long = solutions.map((_, i) => i).filter((i) => prints.own(i) >= FEWEST_SEQUENCES)
  const pairs = long.flatMap((left, i) =>
    long
      .slice(i + 1)
      .filter((right) => apart(idOf(solutions, left), idOf(solutions, right)))
      .map((right) => ({ left, right, similarity: prints.similarity(left, right) })),
  )
  const similarities = pairs.map(({ similarity }) => similarity)
  const standard = standardOf(similarities)
  const similar = pairs
    .filter(({ similarity }) => standsOut(similarity, standard))
    .flatMap(({ left, right, similarity }) => similarIn(part, { prints, solutions, left, right, similarity }) ?? [])
  const tenths = Array.from({ length: 10 }, (_, i) => similarities.filter((one) => Math.min(9, Math.floor(one * 10)) === i).length)
  return { submissions: long.length, pairs: pairs.length, median: median(similarities) ?? 0, tenths, standard, similar }
}

interface PairOfPart {
  readonly prints: Fingerprints
  readonly solutions: readonly Solution[]
  readonly left: number
  readonly right: number
  readonly similarity: number
}

function similarIn(part: ComparedPart, { prints, solutions, left, right, similarity }: PairOfPart): Found | undefined {
  const names = { left: idOf(solutions, left), right: idOf(solutions, right) }
  const aligned = prints.aligned(left, right)
  // What repeats itself too much to be aligned is shown without lines rather than not at all.
  if (aligned === undefined) return { ...names, part, similarity, longest: SEQUENCE, fragments: [] }
  if (aligned.longest < SHORTEST_RUN) return undefined
  const pieces = (index: number): readonly Piece[] => (solutions[index] as Solution).pieces
  return { ...names, part, similarity, longest: aligned.longest, fragments: fragmentsOf(aligned, pieces(left), pieces(right)) }
}

function idOf(solutions: readonly Solution[], index: number): string {
  return (solutions[index] as Solution).id
}

function unitOf(pieces: readonly Piece[]): Unit {
  return { pieces: pieces.map(({ file, from, to }) => file.tokens.slice(from, to).map(({ kind }) => kind)) }
}
