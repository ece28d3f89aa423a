import pLimit from 'p-limit'
import { counted } from '#reports/text/counted'
import { visible } from '#reports/text/visible'
import { contentsOf } from '#submissions/intake/contents'
import { listed } from '#submissions/intake/listed'
import { isClaimed } from '#submissions/intake/unread'
import type { HandIn } from './hand-ins.ts'

/** One in so many may be empty; more are asked about. */
const ONE_IN = 10
const AT_A_TIME = 8

/**
 * Why a class is not graded before somebody has looked: more than a tenth of its submissions, and more than one, hold nothing that a program
 * reads here. Such are never graded as if their students had attempted nothing, unless that is asked for.
 *
 * @returns one sentence, or nothing where the class may be graded.
 */
export async function unrecognised(handIns: readonly HandIn[]): Promise<string | undefined> {
  const limit = pLimit(AT_A_TIME)
  const looked = await Promise.all(
    handIns.map((one) => limit(async () => ({ id: one.id, claimed: (await contentsOf(one)).files.some(isClaimed) }))),
  )
  const empty = looked.filter(({ claimed }) => !claimed).map(({ id }) => visible(id))
  if (empty.length < 2 && empty.length < handIns.length) return undefined
  if (ONE_IN * empty.length <= handIns.length) return undefined
  const which = empty.length === handIns.length ? 'none' : `${empty.length}`
  const hold = empty.length === handIns.length ? 'holds' : 'hold nothing'
  const what = empty.length === handIns.length ? 'code, an answer, a model or a plot' : 'that is graded'
  return (
    `${which} of ${counted(handIns.length, 'submission')} ${hold} ${what} (${listed(empty)}); nothing was graded. ` +
    'assay intake shows what was found; if this is right, pass --accept-empty'
  )
}
