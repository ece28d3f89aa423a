import { counted } from '#reports/text/counted'
import { visible } from '#reports/text/visible'
import { submissionHash } from '#submissions/submission-hash'
import { type Earlier, isLasting } from '../../engine/earlier.ts'
import type { CheckKeys, RunHeader, RunIdentity } from '../../engine/journal.ts'
import { computedResults, keptAnswers } from '../../engine/read-journal.ts'
import type { StudentResult } from '../../model/result.ts'
import type { HandIn } from '../class/hand-ins.ts'
import { sameRuntimes } from '../machine/runtime-prints.ts'
import { type FinishedRun, runName } from './finished-run.ts'
import { differences } from './run-identity.ts'

/** What a run keeps of the one before in its folder. */
export interface Reuse {
  /** Results that count as they are, by id. */
  readonly kept: ReadonlyMap<string, StudentResult>
  /** How many of them were judged anew, by answers that are kept. */
  readonly judged?: number
  /** Results of which some checks are asked again, by id. */
  readonly earlier: ReadonlyMap<string, Earlier>
  /** Digests of the answers that are kept, by id. */
  readonly answers: ReadonlyMap<string, string>
  /** For the instructor, in whole sentences. */
  readonly says: readonly string[]
  /** The run that it was read from. */
  readonly run?: FinishedRun
}

export const NO_REUSE: Reuse = { kept: new Map(), earlier: new Map(), answers: new Map(), says: [] }

/** What a run depends on. */
export type Basis = RunIdentity & Required<Pick<RunHeader, 'checks' | 'runtimes'>>

/**
 * Looks which results of an earlier run would come out the same: those of submissions and checks that have not changed, graded with the
 * same seed, code, backend, sandbox and runtimes, in which nothing went wrong that another time might not.
 */
export async function reuseOf(run: FinishedRun, now: Basis, handIns: readonly HandIn[]): Promise<Reuse> {
  const { header } = run
  const name = runName(header)
  const same = { exercises: now.exercises, ...(now.assignment === undefined ? {} : { assignment: now.assignment }) }
  const different = differences({ ...header, ...same, ...(now.sheet === undefined ? {} : { sheet: now.sheet }) }, now)
  if (different.length > 0)
    return { ...NO_REUSE, says: [`nothing is kept from ${name}, because these differ: ${visible(different.join(', '))}`] }
  const { checks: before, runtimes } = header
  if (before === undefined || runtimes === undefined)
    return { ...NO_REUSE, says: [`nothing is kept from ${name}: its journal has no keys of checks`] }
  const results = new Map(computedResults(run.contents).map((result) => [result.id, result]))
  const kept = new Map<string, StudentResult>()
  const earlier = new Map<string, Earlier>()
  const unchanged = unchangedChecks(before, now.checks)
  const isSame = isWhole(before, now)
  for (const handIn of handIns) {
    const result = results.get(handIn.id)
    if (result === undefined || !mayKeep(result, handIn) || !sameRuntimes(result.kind, runtimes, now.runtimes)) continue
    if ((await submissionHash(handIn.path, handIn.packed)) !== result.hash) continue
    if (isSame) kept.set(handIn.id, result)
    else earlier.set(handIn.id, { result, unchanged })
  }
  return {
    kept,
    earlier,
    answers: keptAnswers(run.contents.students),
    run,
    says: [countText(name, handIns.length, kept.size, earlier.size), ...changesText(before, now.checks, earlier.size)],
  }
}

function mayKeep(result: StudentResult, { refused, unread, remarks = [] }: HandIn): boolean {
  if (result.hash === '' || refused !== undefined || unread !== undefined || !isLasting(result)) return false
  const told = new Set(result.remarks.map((finding) => (finding.code === 'remark' ? finding.says : '')))
  return remarks.every((says) => told.has(says))
}

/** Whether no check differs, and none is new, gone or elsewhere. */
function isWhole(before: CheckKeys, now: Basis): boolean {
  const listed = (keys: CheckKeys): string => JSON.stringify(Object.entries(keys).map(([id, checks]) => [id, Object.entries(checks)]))
  return listed(before) === listed(now.checks)
}

function unchangedChecks(before: CheckKeys, now: CheckKeys): Earlier['unchanged'] {
  const same = ([id, keys]: [string, CheckKeys[string]]) => Object.keys(keys).filter((check) => before[id]?.[check] === keys[check])
  return Object.fromEntries(Object.entries(now).map((entry) => [entry[0], same(entry)]))
}

function countText(name: string, all: number, kept: number, partly: number): string {
  const rest = all - kept - partly
  const parts = [
    ...(kept > 0 || partly === 0 ? [`${kept} of ${counted(all, 'submission')} ${kept === 1 ? 'is' : 'are'} kept from ${name}`] : []),
    ...(partly > 0
      ? [`${partly} of ${counted(all, 'submission')} ${partly === 1 ? 'keeps' : 'keep'} the checks of ${name} that have not changed`]
      : []),
    ...(rest > 0 ? [`${rest} ${rest === 1 ? 'is' : 'are'} graded`] : []),
  ]
  return parts.join('; ')
}

const SHOWN = 5

/** Which checks differ, by their exercise. */
function changesText(before: CheckKeys, now: CheckKeys, submissions: number): readonly string[] {
  const lines: string[] = []
  for (const [id, keys] of Object.entries(now)) {
    const old = before[id]
    const ids = Object.keys(keys)
    if (old === undefined) {
      lines.push(`exercise ${id} is new: asked of ${counted(submissions, 'submission')}`)
      continue
    }
    const changed = ids.filter((check) => old[check] !== undefined && old[check] !== keys[check])
    const added = ids.filter((check) => old[check] === undefined)
    const gone = Object.keys(old).filter((check) => keys[check] === undefined)
    const asked = `asked again for ${counted(submissions, 'submission')}`
    if (changed.length === ids.length && ids.length > 1) lines.push(`all checks of ${id} changed: ${asked}`)
    else if (changed.length > 0) lines.push(`${checksText(id, changed)} changed: ${asked}`)
    if (added.length > 0)
      lines.push(`${checksText(id, added)} ${added.length === 1 ? 'is' : 'are'} new: ${asked.replace('again for', 'of')}`)
    if (gone.length > 0) lines.push(`${checksText(id, gone)} ${gone.length === 1 ? 'is' : 'are'} gone`)
  }
  return lines
}

function checksText(exercise: string, checks: readonly string[]): string {
  const more = checks.length - SHOWN
  const names = checks.slice(0, SHOWN).join(', ') + (more > 0 ? ` and ${more} more` : '')
  return `${checks.length === 1 ? 'check' : 'checks'} ${visible(`${exercise}/${names}`)}`
}
