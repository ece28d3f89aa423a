import * as z from 'zod'

const position = z.object({ line: z.number(), column: z.number() })

/** What is read of a report in the mutation testing schema. */
const report = z.object({
  files: z.record(
    z.string(),
    z.object({
      source: z.string(),
      mutants: z.array(
        z.object({
          mutatorName: z.string(),
          replacement: z.string().optional(),
          status: z.enum(['Killed', 'Survived', 'NoCoverage', 'CompileError', 'RuntimeError', 'Timeout', 'Ignored', 'Pending']),
          statusReason: z.string().optional(),
          testsCompleted: z.number().optional(),
          location: z.object({ start: position, end: position }),
        }),
      ),
    }),
  ),
})

type Status = z.infer<typeof report>['files'][string]['mutants'][number]['status']

export interface Mutant {
  readonly file: string
  readonly line: number
  /** File, line of code and change: stays the same when the line moves. The second alike in a file ends with `(2)`. */
  readonly id: string
  readonly status: Status
  readonly reason?: string
  /** How many tests ran with it; missing where none was started, or the run was cut off. */
  readonly testsCompleted?: number
}

/** What Stryker says of a kind of change that was not asked for. */
const NOT_ASKED_FOR = 'Ignored because of excluded mutation '

/**
 * The mutants of a report, by file and place, without the kinds that were not asked for.
 * @throws ZodError if it is no such report.
 */
export function mutantsIn(json: unknown): readonly Mutant[] {
  const seen = new Map<string, number>()
  return Object.entries(report.parse(json).files).flatMap(([file, { source, mutants }]) => {
    const lines = source.split('\n')
    const asked = mutants.filter(({ status, statusReason }) => status !== 'Ignored' || statusReason?.startsWith(NOT_ASKED_FOR) !== true)
    const ordered = asked.sort(({ location: { start: a } }, { location: { start: b } }) => a.line - b.line || a.column - b.column)
    return ordered.map((mutant) => {
      const { start, end } = mutant.location
      const code = (lines[start.line - 1] ?? '').trim()
      const was = start.line === end.line ? (lines[start.line - 1] ?? '').slice(start.column - 1, end.column - 1) : 'the block'
      const same = `${file}: ${code}: ${oneLine(was)} → ${oneLine(mutant.replacement ?? mutant.mutatorName)}`
      const times = (seen.get(same) ?? 0) + 1
      seen.set(same, times)
      return {
        file,
        line: start.line,
        id: times === 1 ? same : `${same} (${times})`,
        status: mutant.status,
        ...(mutant.statusReason === undefined ? {} : { reason: oneLine(mutant.statusReason) }),
        ...(mutant.testsCompleted === undefined ? {} : { testsCompleted: mutant.testsCompleted }),
      }
    })
  })
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim()
}
