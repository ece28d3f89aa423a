import type { RenderedFile, ReportFormat, ReportView } from '#grading/model/report'
import { classView } from './class-view.ts'
import { pageNames } from './page-names.ts'
import { statementMarkup } from './statement.ts'
import { studentView } from './student-view.ts'
import { renderPage } from './templates.ts'

/** A page for the class, for the instructor's eyes, and one for each student, which can be handed out. */
export const html: ReportFormat = { name: 'html', render }

function render({ statements, ...view }: ReportView): readonly RenderedFile[] {
  const { run } = view
  const names = pageNames(run.students.map((student) => student.id))
  const pathOf = (id: string): string => `students/${names.get(id)}.html`
  const texts = new Map([...statements].map(([id, markdown]) => [id, statementMarkup(markdown)]))
  return [
    page('index.html', () => renderPage('class', classView(view, pathOf))),
    ...run.students.map((student) => page(pathOf(student.id), () => renderPage('student', studentView(student, view, texts)))),
  ]
}

/** Rendered when it is asked for: a page that cannot be rendered leaves the others alone, and not all of them are held in memory. */
function page(path: string, text: () => string): RenderedFile {
  return {
    path,
    get content() {
      return text()
    },
  }
}
