import type { View } from '../html/markup.ts'
import { renderPage } from '../html/templates.ts'
import { counted } from '../text/counted.ts'
import { dateText } from '../text/date.ts'
import { decimalsOf } from '../text/points.ts'
import { changeText, differencesText, grouped, maximumText, NOTHING_DIFFERS, sideText, sumText, worthText } from './change-text.ts'
import type { NamedRun, RunChanges, RunDiff } from './changes.ts'
import { changesView, toneOf } from './changes-view.ts'
import { type Explained, explain } from './explain-changes.ts'

/** The comparison of two runs as one page, for the instructor: hidden checks are in it. */
export function diffPage({ before, after, differences, changes }: RunDiff): string {
  const { moved, otherwise, unchanged, unpaired } = grouped(changes)
  const explained = explain(changes)
  const up = moved.filter(({ change }) => change > 0).length
  const course = after.course ?? before.course
  return renderPage('diff', {
    title: 'Changes between two runs',
    kicker: ['Comparison for the instructor', ...(course === undefined ? [] : [course])].join(' · '),
    runs: [
      { which: 'Before', says: runText(before) },
      { which: 'After', says: runText(after) },
    ],
    differences: differencesText(differences) || NOTHING_DIFFERS,
    maximum: maximumText(changes) || null,
    figures: [
      { what: 'more points', count: up },
      { what: 'fewer points', count: moved.length - up },
      { what: 'same points, other findings', count: otherwise.length },
      { what: 'unchanged', count: unchanged.length },
    ],
    shared: sharedView(explained),
    moved: moved.length === 0 ? null : changesView(moved, explained, () => null),
    exercises: exercisesView(changes),
    unpaired:
      unpaired.length === 0 ? null : unpaired.map((one) => ({ id: one.id, before: sideText(one.before), after: sideText(one.after) })),
    otherwise: otherwise.length === 0 ? null : changesView(otherwise, explained, () => null),
    oneOtherwise: otherwise.length === 1,
    unchanged:
      unchanged.length === 0 ? null : { count: counted(unchanged.length, 'student'), names: unchanged.map(({ id }) => id).join(', ') },
    banner: null,
    seed: null,
    version: after.assay,
    engine: null,
  })
}

function sharedView({ shared }: Explained): View {
  if (shared.length === 0) return null
  return shared.map(({ what, why, students, change }) => ({
    ...{ what, why, students, change: changeText(change) || '0', tone: toneOf(change) },
  }))
}

function runText({ name, students, gradedAt, seed, assay }: NamedRun): string {
  const parts = [counted(students, 'student'), ...(gradedAt === undefined ? [] : [`graded ${dateText(gradedAt)}`])]
  return `${name} · ${[...parts, `seed ${seed}`, `Assay ${assay}`].join(', ')}`
}

function exercisesView({ exercises, ofTotals }: RunChanges): View {
  const rows = exercises.map(({ sheet, exerciseTitle: title, worth, ...sums }) => ({ sheet, title, worth: worthText(worth), ...sums }))
  const rest = { sheet: null, worth: null, title: 'Late, dropped, bonus', ...ofTotals, up: '', down: '' }
  const all = ofTotals.before === 0 && ofTotals.after === 0 ? rows : [...rows, rest]
  const decimals = decimalsOf(all.flatMap(({ before, after }) => [before, after]))
  return all.map(({ before, after, change, ...row }) => ({
    ...row,
    before: sumText(before, decimals),
    after: sumText(after, decimals),
    change: changeText(change) || '0',
    tone: toneOf(change),
  }))
}
