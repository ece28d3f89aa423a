import { publicFindings, type WrittenFinding } from '#grading/messages/finding-text'
import type { Finding } from '#grading/model/finding'
import type { CheckResult, CodeLine } from '#grading/model/result'
import type { Place } from '#grading/model/session'
import { type Fix, keyOf, leadText } from '../fixes.ts'
import { excerptView } from './excerpt-view.ts'
import { preformatted, type View } from './markup.ts'

/**
 * What findings.hbs shows of a check.
 * @param told - what stands elsewhere already: of it only the numbers are left.
 */
export function findingsView(check: CheckResult, told?: { readonly fix: Fix; readonly exercise: string }): readonly View[] {
  const own = check.visibility === 'visible' ? check.findings : []
  return publicFindings(check).flatMap((written, i) => {
    const data = own[i]
    const excerpt = data?.code === 'value-mismatch' && data.excerpt !== undefined && data.total > 1 ? excerptView(data.excerpt) : null
    if (told === undefined || data === undefined || !isTold(data, told)) {
      return [findingView(written.hint === told?.fix.lead.hint ? { ...written, hint: '' } : written, excerpt)]
    }
    return excerpt === null ? [] : [{ text: null, note: false, hint: null, excerpt }]
  })
}

/** Of two mismatches in one array the numbers differ; of all else, nothing that matters. */
function isTold(finding: Finding, { fix, exercise }: { readonly fix: Fix; readonly exercise: string }): boolean {
  const named = finding.code === 'known-mistake' || finding.code === 'fault'
  return named ? keyOf(exercise, finding) === fix.key : leadText(finding) === fix.lead.text
}

export function findingView({ text, severity, hint = '' }: WrittenFinding, excerpt: View = null): { readonly [field: string]: View } {
  return { text, note: severity === 'note', hint: hint === '' ? null : hint, excerpt }
}

/** The student's own line at a place, and the one before it where both were kept, each with its number. */
export function codeView(code: readonly CodeLine[] | undefined, place: Place | undefined): View {
  const lines = code?.filter(({ file, line }) => file === place?.file && (line === place.line || line === place.line - 1)) ?? []
  if (place === undefined || !lines.some(({ line }) => line === place.line)) return null
  const sorted = [...lines].sort((a, b) => a.line - b.line)
  return { file: place.file, line: place.line, text: preformatted(sorted.map(({ line, text }) => `${line}  ${text}`).join('\n')) }
}
