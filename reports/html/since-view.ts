import type { ReportView } from '#grading/model/report'
import { differencesText, grouped, movedText, sideText } from '../diff/change-text.ts'
import { changesView } from '../diff/changes-view.ts'
import { compareRuns } from '../diff/compare-runs.ts'
import { explain } from '../diff/explain-changes.ts'
import { dateText } from '../text/date.ts'
import type { Named } from './class-attention.ts'
import type { View } from './markup.ts'

const MOST_MOVED = 10

/** What changed since the run before in the same folder; `null` where there is none, or nothing changed. */
export function sinceView({ run, earlier, course }: Pick<ReportView, 'run' | 'earlier' | 'course'>, named: Named): View {
  if (earlier === undefined) return null
  const changes = compareRuns(earlier.students, run.students)
  const { moved, otherwise, unpaired } = grouped(changes)
  const each = { rowsOf: explain(changes).rowsOf, isShared: () => false }
  if (moved.length + otherwise.length + unpaired.length === 0) return null
  const here = new Set(run.students.map(({ id }) => id))
  const linked = (id: string): string | null => (here.has(id) ? named(id).href : null)
  const when = earlier.gradedAt === undefined ? '' : `Compared with the run of ${dateText(earlier.gradedAt, course?.timezone)}: `
  const differ = differencesText(earlier.differences)
  const others = otherwise.length === 0 ? '' : ` With the same points, ${otherwise.length} have other findings or other pending points.`
  return {
    says: `${when}${movedText(changes)}.${others}${differ === '' ? '' : ` ${differ}`}`,
    rows: moved.length === 0 ? null : changesView(moved.slice(0, MOST_MOVED), each, linked),
    more: moved.length <= MOST_MOVED ? null : changesView(moved.slice(MOST_MOVED), each, linked),
    unpaired:
      unpaired.length === 0
        ? null
        : `Not graded in both runs (${unpaired.length}): ${unpaired.map((one) => `${one.id}: ${sideText(one.before)} → ${sideText(one.after)}`).join('; ')}.`,
  }
}
