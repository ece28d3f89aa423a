import type { AlignedFragment, Excerpt, PartStatistics, SimilarityResult, SimilarPair } from '#grading/model/similarity'
import { preformatted, type View } from '../html/markup.ts'
import { renderPage } from '../html/templates.ts'
import { counted } from '../text/counted.ts'
import { uncomparedText } from './similarity-console.ts'
import { tenths } from './tenths.ts'
import { familyText, nothingText, partText, REASON, similaritiesText, similarityText, standardText } from './words.ts'

export interface SimilarityView {
  readonly result: SimilarityResult
  /** What was compared, as it was named. */
  readonly title: string
  /** Name of the people behind a submission. */
  readonly names: ReadonlyMap<string, string>
  readonly version: string
}

/** Files with more excerpts than a person reads would not open. */
const MOST_PAIRS = 100

/** The page for an instructor: identical files, pairs, groups, and their lines beside each other. */
export function similarityPage({ result, title, names, version }: SimilarityView): string {
  const { identical, common, pairs, groups, statistics, uncompared, together } = result
  const person = (submission: string): View => {
    const name = names.get(submission)
    return { id: submission, name: name === undefined || name === submission ? null : name }
  }
  const shown = pairs.slice(0, MOST_PAIRS)
  return renderPage('similar', {
    title: 'Similar submissions',
    what: title,
    reason: REASON,
    submissions: counted(result.submissions, 'submission'),
    together: together === 0 ? null : counted(together, 'pair'),
    identical: identical.map(({ copies }) => ({ copies: copies.map(({ submission, file }) => ({ person: person(submission), file })) })),
    pairs: shown.map((pair, i) => pairView(pair, i, person)),
    more: pairs.length > shown.length ? pairs.length - shown.length : null,
    groups: groups.map((group) => ({ members: group.map(person) })),
    statistics: statistics.map(statisticsView),
    common: common.map(({ file, submissions }) => ({ file, submissions: counted(submissions, 'submission') })),
    uncompared: uncompared.map(uncomparedText),
    nothing: nothingText(result) ?? null,
    banner: null,
    seed: null,
    engine: null,
    version,
  })
}

function pairView({ left, right, parts }: SimilarPair, index: number, person: (submission: string) => View): View {
  const [strongest, ...others] = parts
  // Lines of an exercise are among those of all code.
  const among = strongest?.part.exercise === undefined
  const shown = among && strongest !== undefined ? [strongest] : parts
  return {
    anchor: `pair-${index + 1}`,
    left: person(left),
    right: person(right),
    similarity: similarityText(Math.max(...parts.map(({ similarity }) => similarity))),
    longest: Math.max(...parts.map(({ longest }) => longest)),
    where: similaritiesText(parts),
    parts: shown.map(({ part, similarity, longest, fragments }) => ({
      title: partText(part),
      family: familyText(part),
      similarity: similarityText(similarity),
      longest,
      fragments: fragments.map((fragment) => fragmentView(fragment, left, right)),
    })),
    others:
      among && others.length > 0
        ? others.map(({ part, similarity }) => `${partText(part)} ${similarityText(similarity)}`).join('; ')
        : null,
  }
}

function fragmentView({ tokens, left, right }: AlignedFragment, one: string, other: string): View {
  return { tokens, sides: [excerptView(left, one), excerptView(right, other)] }
}

function excerptView({ file, line, lines }: Excerpt, who: string): View {
  return { who, file, line, until: line + lines.length - 1, one: lines.length === 1, text: preformatted(lines.join('\n')) }
}

function statisticsView(one: PartStatistics): View {
  return {
    title: partText(one.part),
    family: familyText(one.part),
    submissions: one.submissions,
    pairs: one.pairs,
    median: one.median.toFixed(2),
    standard: standardText(one),
    chart: tenths(`${partText(one.part)}, ${familyText(one.part)}`, one.tenths),
  }
}
