import { join } from 'node:path'
import { counted } from '#reports/text/counted'
import type { Earlier } from '../../engine/earlier.ts'
import type { StudentResult } from '../../model/result.ts'
import type { HandIn } from '../class/hand-ins.ts'
import type { Attention } from '../grader/listen.ts'
import type { Pool } from '../grader/pool.ts'
import type { Reuse } from '../run/reuse.ts'
import type { RunNotes } from '../run/run-notes.ts'
import { ANSWERS, removeAnswers } from './answer-file.ts'

/** What is asked of one submission of a class, and what is kept of its answers. */
export interface ClassAnswers {
  attention(id: string): Pick<Attention, 'earlier' | 'answers' | 'onAnswers'>
  /** Digest of the answers that were kept in this run. */
  of(id: string): string | undefined
  /**
   * Removes what no result names any more.
   *
   * @param before - digests of the answers of results that are kept of an earlier run, by id.
   */
  tidy(before: ReadonlyMap<string, string>): void
}

/** @param out - absolute, of the reports. */
export function classAnswers(out: string, { earlier, answers: before }: Pick<Reuse, 'earlier' | 'answers'>): ClassAnswers {
  const folder = join(out, ANSWERS)
  const kept = new Map<string, string>()
  return {
    attention: (id) => ({
      ...asked(folder, earlier.get(id), before.get(id)),
      onAnswers: (digest) => void kept.set(id, digest),
    }),
    of: (id) => kept.get(id),
    tidy: (others) => removeAnswers(folder, new Set([...others.values(), ...kept.values()])),
  }
}

function asked(folder: string, earlier: Earlier | undefined, digest: string | undefined): Pick<Attention, 'earlier' | 'answers'> {
  if (earlier === undefined) return { answers: { folder } }
  return { earlier, answers: { folder, ...(digest === undefined ? {} : { digest }) } }
}

interface Judging {
  readonly pool: Pick<Pool, 'grade'>
  /** Absolute, of the reports. */
  readonly out: string
  readonly signal: AbortSignal
  readonly notes: Pick<RunNotes, 'attention'>
}

/**
 * Judges by the answers that are kept whoever has changed checks to answer. Nothing of a submission runs for it: where a check asks
 * for more than was asked before, its submission is left to be graded.
 */
export async function judgedFromAnswers(reuse: Reuse, handIns: readonly HandIn[], { pool, out, signal, notes }: Judging): Promise<Reuse> {
  const judged = new Map<string, StudentResult>()
  for (const handIn of handIns) {
    const earlier = reuse.earlier.get(handIn.id)
    const digest = reuse.answers.get(handIn.id)
    if (earlier === undefined || digest === undefined) continue
    const answers = { folder: join(out, ANSWERS), digest, only: true }
    // One after the other: a second process costs more than it saves.
    const result = await pool.grade(handIn, { ...notes.attention(handIn.id), earlier, answers, signal }).catch(() => undefined)
    signal.throwIfAborted()
    if (result !== undefined) judged.set(handIn.id, result)
  }
  if (judged.size === 0) return reuse
  const who = judged.size === 1 ? 'it' : 'them'
  const says = `${counted(judged.size, 'submission')} ${judged.size === 1 ? 'is' : 'are'} graded from the answers given then, without running ${who} again`
  return {
    ...reuse,
    kept: new Map([...reuse.kept, ...judged]),
    judged: judged.size,
    earlier: new Map([...reuse.earlier].filter(([id]) => !judged.has(id))),
    says: [...reuse.says, says],
  }
}
