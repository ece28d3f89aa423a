import type { Convention } from '../model/exercise.ts'
import type { Finding } from '../model/finding.ts'
import type { CheckResult } from '../model/result.ts'

export function isNoted(convention: Convention, result: CheckResult): boolean {
  return result.findings.some((finding) => finding.code === 'convention' && finding.says === convention.note)
}

/** A declared convention is noted once, at the first check in which it mattered. */
export function noteOf(convention: Convention): Finding {
  return { code: 'convention', says: convention.note, severity: 'note' }
}
