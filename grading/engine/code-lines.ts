import type { Finding } from '../model/finding.ts'
import type { CheckResult, CodeLine } from '../model/result.ts'
import type { Place } from '../model/session.ts'
import type { Submission } from '../model/submission.ts'

const MOST = 20

/** The student's own lines that findings of visible checks point to, each once. */
export async function codeLines(
  submission: Pick<Submission, 'line'>,
  checks: readonly CheckResult[],
): Promise<{ readonly code?: readonly CodeLine[] }> {
  const visible = checks.filter(({ visibility }) => visibility === 'visible')
  const places = new Map(
    visible.flatMap(({ findings }) => findings.flatMap(placesOf)).map((place) => [`${place.line} ${place.file}`, place]),
  )
  const code: CodeLine[] = []
  for (const { file, line } of [...places.values()].slice(0, MOST)) {
    const text = await submission.line?.({ file, line })
    if (text !== undefined) code.push({ file, line, text })
  }
  return code.length === 0 ? {} : { code }
}

/** What a parser stumbles over is often missing on the line before. */
function placesOf(finding: Finding): readonly Place[] {
  if (finding.code !== 'fault' || !('place' in finding.fault) || finding.fault.place === undefined) return []
  const { file, line } = finding.fault.place
  return finding.fault.kind === 'syntax-error'
    ? [
        { file, line: line - 1 },
        { file, line },
      ]
    : [{ file, line }]
}
