import { counted } from '#reports/text/counted'
import { visible } from '#reports/text/visible'
import type { Contents } from '#submissions/intake/contents'
import { listed } from '#submissions/intake/listed'
import { isClaimed } from '#submissions/intake/unread'
import type { HandIn } from './hand-ins.ts'

/** One in so many may be empty; more are asked about. */
const ONE_IN = 10
const MOST_REASONS = 3

/**
 * Why a class is not graded before somebody has looked: more than a tenth of its submissions, and more than one, hold nothing that a program
 * reads here. Such are never graded as if their students had attempted nothing, unless that is asked for.
 *
 * @param contents - of each hand-in.
 * @returns one sentence, or nothing where the class may be graded.
 */
export function unrecognised(handIns: readonly HandIn[], contents: readonly Contents[]): string | undefined {
  const without = handIns.filter((_, i) => contents[i]?.files.some(isClaimed) !== true)
  const empty = without.map(({ id }) => visible(id))
  if (empty.length < 2 && empty.length < handIns.length) return undefined
  if (ONE_IN * empty.length <= handIns.length) return undefined
  const which = empty.length === handIns.length ? 'none' : `${empty.length}`
  const hold = empty.length === handIns.length ? 'holds' : 'hold nothing'
  const what = empty.length === handIns.length ? 'code, an answer, a model or a plot' : 'that is graded'
  return (
    `${which} of ${counted(handIns.length, 'submission')} ${hold} ${what} (${listed(empty)}); nothing was graded. ${refusedText(without)}` +
    'assay intake shows what was found; if this is right, pass --accept-empty'
  )
}

/** Why some of them could not even be looked into. */
function refusedText(handIns: readonly HandIn[]): string {
  const reasons = handIns.flatMap(({ refused }) => (refused === undefined ? [] : [visible(refused)]))
  if (reasons.length === 0) return ''
  const more = reasons.length - MOST_REASONS
  return `${reasons.slice(0, MOST_REASONS).join('; ')}${more > 0 ? `; and ${more} more like these` : ''}. `
}
