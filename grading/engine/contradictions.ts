import type { Check, CheckContext, Outcome, Visibility } from '../model/check.ts'
import type { Convention } from '../model/exercise.ts'
import type { Finding } from '../model/finding.ts'
import type { CheckResult } from '../model/result.ts'
import type { Session } from '../model/session.ts'
import { shareOf } from './score.ts'

/** A declared convention, and the submission as it is read without this declaration. */
export interface Doubt {
  readonly convention: Convention
  readonly subject: Session
  readonly context: CheckContext
}

interface Parts {
  readonly doubts: readonly Doubt[]
  readonly run: (check: Check, subject: Session, context: CheckContext) => Promise<Outcome>
  /** Awaited before a check is asked once more. */
  readonly onStart: (check: Check) => Promise<void>
}

/**
 * Holds declarations against the answers. A check that is lost with a declaration and accepted without it contradicts the declaration: the
 * answers do not follow it, and from then on no check earns more than it would without it. The same holds where a full check of a function
 * that needs the convention is accepted without it. Otherwise who loses nothing is asked nothing more.
 */
export function createContradictions({ doubts, run, onStart }: Parts) {
  const contradicted = new Set<Doubt>()
  const closed = new Set<Doubt>()

  async function without(doubt: Doubt, check: Check): Promise<Outcome | undefined> {
    if (closed.has(doubt)) return undefined
    await onStart(check)
    const outcome = await run(check, doubt.subject, doubt.context)
    // A function that does not come back in our convention must not be given up for what is asked in its own.
    if (outcome.findings.some(stops)) closed.add(doubt)
    return outcome.verdict === 'judging-error' ? undefined : outcome
  }

  /** @returns the results of these checks that change. The checks are those of one round: answers to hidden inputs never reach visible ones. */
  return async (checks: readonly Check[], results: ReadonlyMap<string, CheckResult>): Promise<readonly CheckResult[]> => {
    const changed = new Map<string, CheckResult>()
    const current = (check: Check): CheckResult | undefined => changed.get(check.id) ?? results.get(check.id)
    for (const doubt of doubts) {
      const asked = new Map<Check, Outcome>()
      const lost = checks.filter((one) => isLost(current(one)))
      for (const check of [...lost, ...needing(doubt, checks, current)]) {
        const outcome = await without(doubt, check)
        if (outcome === undefined) continue
        asked.set(check, outcome)
        if (outcome.verdict !== 'accepted') continue
        if (!contradicted.has(doubt) && lost.includes(check)) changed.set(check.id, marked(current(check) as CheckResult, doubt))
        contradicted.add(doubt)
      }
      if (!contradicted.has(doubt)) continue
      for (const check of checks) {
        const known = current(check)
        if (known === undefined || known.score === 0) continue
        const outcome = asked.get(check) ?? (await without(doubt, check))
        if (outcome !== undefined && outcome.fraction < known.fraction) changed.set(check.id, lowered(known, outcome.fraction, doubt))
      }
    }
    return [...changed.values()]
  }
}

/** Checks of a round. */
export function ofRound(checks: readonly Check[], roundOf: (check: Check) => Visibility, round: Visibility): readonly Check[] {
  return checks.filter((check) => roundOf(check) === round)
}

/** One full check of every function that nobody who follows the convention answers rightly without it. */
function needing({ convention }: Doubt, checks: readonly Check[], current: (check: Check) => CheckResult | undefined): readonly Check[] {
  return (convention.neededBy ?? []).flatMap(
    (entry) => checks.find((check) => check.entries.includes(entry) && current(check)?.fraction === 1) ?? [],
  )
}

/** Lost by the answers themselves. */
function isLost(result: CheckResult | undefined): boolean {
  return result !== undefined && result.fraction < 1 && ['wrong-answer', 'partial', 'runtime-error'].includes(result.verdict)
}

function stops(finding: Finding): boolean {
  if (finding.code !== 'fault') return false
  return !['exception', 'missing-entry', 'not-implemented', 'variables-only', 'bad-value'].includes(finding.fault.kind)
}

function findingOf({ convention: { key, value } }: Doubt): Finding {
  return { code: 'declaration-contradicted', declaration: `${key}: ${value}`, severity: 'error' }
}

function marked(known: CheckResult, doubt: Doubt): CheckResult {
  return { ...known, findings: [findingOf(doubt), ...known.findings] }
}

function lowered(known: CheckResult, fraction: number, doubt: Doubt): CheckResult {
  const verdict = fraction > 0 ? 'partial' : 'wrong-answer'
  return { ...marked(known, doubt), verdict, fraction, score: shareOf(known.max, fraction) }
}
