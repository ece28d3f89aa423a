import { type Args, type CheckContext, type Finding, integers, isList, type Outcome, type Value } from 'assay'
import { type Asker, byCredit, confusionCounts, error, note, once, unusable } from 'assay/checks'
import type { Matrix } from 'assay/math'
import { test2k } from '../../quality/mnist/mnist.ts'
import { numbersOf } from '../../quality/read-answer.ts'
import { classesOf2k } from './classes-of.ts'
import { DIGITS } from './read-classes.ts'

type Pair = readonly [number, number]

const ONCE = 'Is [i, j] another pair than [j, i] where both directions are counted together?'
/** Pairs beyond these are not read. */
const MOST_PAIRS = 5
const FULL_RANK = 5
const HALF_RANK = 10
const LABEL = 'mostConfused'

/** Claims about the matrix of the submission's own answers on the test images. */
export async function judgeOwnPairs(ask: Asker, context: CheckContext): Promise<Outcome> {
  const classes = await classesOf2k(ask, context)
  const own = once(classes, 'matrix', () => {
    const matrix = confusionCounts(test2k().labels, classes.labels, DIGITS)
    return { matrix, args: [integers(matrix)] as Args }
  })
  return outcomeOf([await judgeMatrix(ask, own.matrix, own.args)])
}

/** The same on matrices made up. The least right of the answers decides, and of those that are as right the one that tells how it was read. */
export async function judgeRandomPairs(ask: Asker, context: CheckContext, make: () => readonly number[][][]): Promise<Outcome> {
  const matrices = context.memo('matrices', () => make().map((matrix) => ({ matrix, args: [integers(matrix)] as Args })))
  const judged: Judged[] = []
  for (const { matrix, args } of matrices) judged.push(await judgeMatrix(ask, matrix, args))
  return outcomeOf(judged)
}

interface Judged {
  readonly credit: number
  readonly findings: readonly Finding[]
}

async function judgeMatrix(ask: Asker, matrix: Matrix, args: Args): Promise<Judged> {
  return judgePairs(matrix, await ask('mostConfused', args))
}

function outcomeOf(judged: readonly Judged[]): Outcome {
  const least = judged.reduce((worst, one) => {
    if (one.credit !== worst.credit) return one.credit < worst.credit ? one : worst
    return one.findings.length > worst.findings.length ? one : worst
  })
  return byCredit(least.credit, least.findings)
}

interface Reading {
  readonly says?: string
  /** How strongly the classes of a pair are confused. */
  readonly strength: (matrix: Matrix, pair: Pair) => number
  readonly symmetric: boolean
}

const READINGS: readonly Reading[] = [
  { strength: (matrix, [i, j]) => at(matrix, i, j) + at(matrix, j, i), symmetric: true },
  {
    says: 'The pairs were read as [true, predicted], each direction by itself.',
    strength: (matrix, [i, j]) => at(matrix, i, j),
    symmetric: false,
  },
  {
    says: 'The pairs were read as [true, predicted], by their share of the true class.',
    strength: (matrix, [i, j]) =>
      at(matrix, i, j) /
      Math.max(
        1,
        (matrix[i] ?? []).reduce((sum, count) => sum + count, 0),
      ),
    symmetric: false,
  },
]

/**
 * How far the claimed pairs are among the most confused ones of the matrix: 1 when each is among the five strongest, ½ among the ten
 * strongest, pairs of equal strength included. Counts in both directions add up; other fair readings are tried as well.
 */
export function judgePairs(matrix: Matrix, answer: Value): Judged {
  const { pairs, notes } = readPairs(matrix, answer)
  const best = READINGS.map((reading) => ({ reading, ...asRead(matrix, pairs, reading) })).reduce((most, one) =>
    one.credit > most.credit ? one : most,
  )
  const says = best.reading.says
  if (best.credit === 1) return { credit: 1, findings: says === undefined ? notes : [...notes, note({ code: 'convention', says })] }
  return { credit: best.credit, findings: [best.slip ?? slipOf(matrix, pairs) ?? notAmong(matrix, pairs), ...notes] }
}

/** Right pairs earn half where they are not in order, and half where one is repeated. */
const HALF = 0.5

interface AsRead {
  readonly credit: number
  /** Of right pairs. */
  readonly slip?: Finding
}

function asRead(matrix: Matrix, pairs: readonly Pair[], reading: Reading): AsRead {
  const credit = creditOf(matrix, pairs, reading)
  const strengths = pairs.map((pair) => reading.strength(matrix, pair))
  if (credit === 0) return { credit }
  const repeated = new Set(pairs.map((pair) => (reading.symmetric ? pair.toSorted() : pair).join())).size < pairs.length
  if (repeated) return { credit: HALF * credit, slip: named('repeated', 'a pair that is named more than once', ONCE) }
  if (descends(strengths)) return { credit }
  const slip = descends(strengths.toReversed())
    ? named('rarest-first', 'confused pairs with the most frequent one last', 'Did you sort upwards or downwards?')
    : error(
        {
          code: 'type-mismatch',
          label: LABEL,
          actual: `pairs that occur ${strengths.join(', ')} times`,
          expected: 'the most frequent first',
        },
        'By what are your pairs sorted?',
      )
  return { credit: HALF * credit, slip }
}

function descends(strengths: readonly number[]): boolean {
  return strengths.every((strength, k) => k === 0 || strength <= (strengths[k - 1] as number))
}

function creditOf(matrix: Matrix, pairs: readonly Pair[], reading: Reading): number {
  const full = cutoff(matrix, reading, FULL_RANK)
  const half = cutoff(matrix, reading, HALF_RANK)
  // Where nothing is confused, no pair is the right answer.
  if (pairs.length === 0) return full === Number.POSITIVE_INFINITY ? 1 : 0
  const credits = pairs.map((pair) => {
    const strength = pair[0] === pair[1] ? 0 : reading.strength(matrix, pair)
    return strength >= full ? 1 : strength >= half ? 0.5 : 0
  })
  return Math.min(...credits)
}

/** Strength of the pair on this rank; of the last one with any strength where there are fewer. */
function cutoff(matrix: Matrix, reading: Reading, rank: number): number {
  const strengths = ranked(matrix, reading).map(({ strength }) => strength)
  return strengths[Math.min(rank, strengths.length) - 1] ?? Number.POSITIVE_INFINITY
}

function ranked(matrix: Matrix, { strength, symmetric }: Reading): { pair: Pair; strength: number }[] {
  const pairs = matrix.flatMap((_, i) => matrix.flatMap((_, j) => (i < j || (!symmetric && i !== j) ? [[i, j] as Pair] : [])))
  return pairs
    .map((pair) => ({ pair, strength: strength(matrix, pair) }))
    .filter((one) => one.strength > 0)
    .sort((a, b) => b.strength - a.strength)
}

function slipOf(matrix: Matrix, pairs: readonly Pair[]): Finding | undefined {
  const [byCounts] = READINGS as readonly [Reading]
  if (pairs.length === 0) return undefined
  if (pairs.every(([i, j]) => i === j))
    return named('diagonal', 'cells of the diagonal, which count right answers', 'What is on the diagonal of the matrix?')
  const lowered = pairs.map(([i, j]): Pair => [i - 1, j - 1])
  if (
    creditOf(
      matrix,
      lowered.filter(([i, j]) => i >= 0 && j >= 0),
      byCounts,
    ) === 1 &&
    lowered.every(([i, j]) => i >= 0 && j >= 0)
  ) {
    return named('counted-from-one', 'the most confused pairs with classes counted from 1: the first class is 0')
  }
  const strengths = allStrengths(matrix, byCounts)
  const weakest = Math.min(...strengths)
  const claimed = pairs.map((pair) => (pair[0] === pair[1] ? Number.NaN : byCounts.strength(matrix, pair)))
  if (weakest < cutoff(matrix, byCounts, HALF_RANK) && weakest < Math.max(...strengths) && claimed.every((one) => one === weakest)) {
    return named('least-confused', 'the pairs that are confused least', 'Did you sort upwards or downwards?')
  }
  const zeros = claimed.indexOf(0)
  if (
    zeros >= 0 &&
    claimed.slice(zeros).every((one) => one === 0) &&
    (zeros === 0 || creditOf(matrix, pairs.slice(0, zeros), byCounts) === 1)
  ) {
    return named(
      'never-confused',
      'as many pairs as are allowed, among them some that are never confused',
      'How often does your last pair occur?',
    )
  }
  return undefined
}

function allStrengths(matrix: Matrix, { strength }: Reading): number[] {
  return matrix.flatMap((_, i) => matrix.flatMap((_, j) => (i < j ? [strength(matrix, [i, j])] : [])))
}

function notAmong(matrix: Matrix, pairs: readonly Pair[]): Finding {
  const [byCounts] = READINGS as readonly [Reading]
  const real = ranked(matrix, byCounts)
    .slice(0, FULL_RANK)
    .map(({ pair: [i, j], strength }) => `${i} and ${j} (${strength})`)
  const claimed = pairs.map(([i, j]) => `${i} and ${j} (${i === j ? 'the diagonal' : byCounts.strength(matrix, [i, j])})`)
  const actual = claimed.length === 0 ? 'no pair' : claimed.join(', ')
  const expected = `pairs among the most confused, counting both directions: ${real.join(', ')}`
  return error({ code: 'type-mismatch', label: LABEL, actual, expected }, 'Which cell off the diagonal is really the largest? Count it.')
}

function readPairs(matrix: Matrix, answer: Value): { readonly pairs: readonly Pair[]; readonly notes: readonly Finding[] } {
  if (isList(answer) && answer.length === 0) return { pairs: [], notes: [] }
  const { shape, data } = numbersOf(LABEL, answer, 'a list of pairs [i, j]')
  if (data.length === 0) return { pairs: [], notes: [] }
  const single = shape.length === 1 && shape[0] === 2
  const width = shape.at(-1) as number
  if (!single && (shape.length !== 2 || (width !== 2 && width !== 3))) {
    throw unusable({ code: 'shape-mismatch', label: LABEL, actual: shape, expected: [MOST_PAIRS, 2] })
  }
  const all = Array.from({ length: data.length / width }, (_, k): Pair => [data[k * width] as number, data[k * width + 1] as number])
  const stray = all.find((pair) => pair.some((entry) => !Number.isInteger(entry) || entry < 0 || entry > matrix.length))
  if (stray !== undefined) {
    throw unusable({ code: 'type-mismatch', label: LABEL, actual: `[${stray.join(', ')}]`, expected: `classes 0 to ${matrix.length - 1}` })
  }
  const remark = (says: string): Finding => note({ code: 'convention', says })
  const notes = [
    ...(single ? [remark('One pair was given by itself; it was read as a list of one.')] : []),
    ...(width === 3 ? [remark('Of three numbers in a row the first two were read as the pair.')] : []),
    ...(all.length > MOST_PAIRS ? [remark(`${all.length} pairs were given; the first ${MOST_PAIRS} of them were read.`)] : []),
  ]
  return { pairs: all.slice(0, MOST_PAIRS), notes }
}

function named(id: string, says: string, hint?: string): Finding {
  return error({ code: 'known-mistake', label: LABEL, mistake: id, says }, hint)
}

function at(matrix: Matrix, i: number, j: number): number {
  return matrix[i]?.[j] ?? 0
}
