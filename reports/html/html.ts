import type { RenderedFile, ReportFormat, ReportView } from '../../grading/model/report.ts'
import { classView } from './class-view.ts'
import { pageNames } from './page-names.ts'
import { statementMarkup } from './statement.ts'
import { studentView } from './student-view.ts'
import { renderPage } from './templates.ts'

/** A page for the class, for the instructor's eyes, and one for each student, which can be handed out. */
export const html: ReportFormat = { name: 'html', render }

function render({ run, statements }: ReportView): readonly RenderedFile[] {
  const names = pageNames(run.students.map((student) => student.id))
  const pathOf = (id: string): string => `students/${names.get(id)}.html`
  const texts = new Map([...statements].map(([id, markdown]) => [id, statementMarkup(markdown)]))
  return [
    { path: 'index.html', content: renderPage('class', classView(run, pathOf)) },
    ...run.students.map((student) => ({ path: pathOf(student.id), content: renderPage('student', studentView(student, run, texts)) })),
  ]
}
