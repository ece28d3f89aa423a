import { group } from 'd3-array'
import type { SimilarityResult, UncomparedFile } from '#grading/model/similarity'
import { paint } from '../console/paint.ts'
import { counted } from '../text/counted.ts'
import { visible } from '../text/visible.ts'
import { familyText, nothingText, numberText, pairText, REASON } from './words.ts'

/** Longer lists are on the page. */
const MOST_ROWS = 20

/** What a comparison of a class found, for a terminal. Ends with a line break. */
export function similarityConsole(result: SimilarityResult, { colour }: { readonly colour: boolean }): string {
  const { bold } = paint(colour)
  const { identical, common, pairs, groups, statistics, uncompared } = result
  const list = (title: string, rows: readonly string[]): readonly string[] =>
    rows.length === 0
      ? []
      : [
          '',
          bold(title),
          ...rows.slice(0, MOST_ROWS).map((row) => `  ${visible(row)}`),
          ...(rows.length > MOST_ROWS ? [`  and ${rows.length - MOST_ROWS} more`] : []),
        ]
  const nothing = nothingText(result)
  const alike = statistics.filter(({ standard }) => standard.kind === 'alike')
  const lines = [
    `${bold(counted(result.submissions, 'submission'))} compared. ${REASON}`,
    ...(result.together === 0 ? [] : [`${counted(result.together, 'pair')} of one student or one group left out.`]),
    ...list(
      `Identical files: ${identical.length}`,
      identical.map(({ copies }) => copies.map(({ submission, file }) => `${submission}/${file}`).join(' = ')),
    ),
    ...list(
      `More alike than the class: ${counted(pairs.length, 'pair')}`,
      pairs.map(({ left, right, parts }) => `${left} and ${right}: ${pairText(parts)}`),
    ),
    ...(nothing === undefined ? [] : ['', nothing]),
    ...list(
      'Groups that pairs connect',
      groups.map((group) => group.join(', ')),
    ),
    ...list(
      'Nothing can stand out, because most of the class looks alike',
      [...group(alike, ({ part }) => familyText(part))].map(
        ([family, parts]) => `${family}: ${parts.map(({ part }) => numberText(part)).join('; ')}`,
      ),
    ),
    ...list(
      'Taken for given code, because so many submissions have it',
      common.map(({ file, submissions }) => `${file}: ${submissions} submissions`),
    ),
    ...list('Not compared', uncompared.map(uncomparedText)),
  ]
  return `${lines.join('\n')}\n`
}

export function uncomparedText({ submission, file, says }: UncomparedFile): string {
  return file === '' ? `${submission}: ${says}` : `${submission}/${file} ${says}`
}
