import type { ComparedPart, PartStatistics, SimilarityResult, SimilarPart } from '#grading/model/similarity'

export const REASON = 'A similarity is a reason to look, never a verdict: read both, and ask.'

/** What to say where nothing is shown: nothing stands out, or nothing could. */
export function nothingText({ submissions, identical, pairs }: SimilarityResult): string | undefined {
  if (identical.length > 0 || pairs.length > 0) return undefined
  return submissions < 2 ? 'Nothing could be compared: that takes two submissions with code.' : 'Nothing stands out.'
}

export function familyText({ family }: ComparedPart): string {
  switch (family) {
    case 'script':
      return 'TypeScript, JavaScript'
    case 'python':
      return 'Python'
  }
}

/** The part for a person: `2b Softmax`, or all code. */
export function partText({ sheet, title }: ComparedPart): string {
  return sheet === '' ? 'all code' : `${sheet} ${title}`
}

/** Only its number, where a list gets long. */
export function numberText(part: ComparedPart): string {
  return part.sheet === '' ? partText(part) : part.sheet
}

/** Two digits. Only what is equal is 1.00. */
export function similarityText(similarity: number): string {
  return (similarity === 1 ? 1 : Math.min(similarity, 0.99)).toFixed(2)
}

/** What has to be seen for a pair to stand out. */
export function standardText({ standard, pairs }: Pick<PartStatistics, 'standard' | 'pairs'>): string {
  switch (standard.kind) {
    case 'class':
      return `above ${standard.above.toFixed(2)}`
    case 'few':
      return `above ${standard.above.toFixed(2)}, a fixed bound: ${pairs} ${pairs === 1 ? 'pair says' : 'pairs say'} little about the class`
    case 'alike':
      return 'nothing: most of the class looks alike here'
  }
}

/** The similarity of each part, exercises by their numbers alone. */
export function similaritiesText(parts: readonly SimilarPart[]): string {
  return parts.map(oneText).join('; ')
}

/** All parts of a pair in one line: of the exercises their numbers alone. */
export function pairText(parts: readonly SimilarPart[]): string {
  return parts.map((one, i) => `${oneText(one)}${i === 0 ? ` (longest sequence ${one.longest} tokens)` : ''}`).join('; ')
}

function oneText({ part, similarity }: SimilarPart): string {
  return `${numberText(part)} ${similarityText(similarity)}`
}
