import type { RenderedFile, ReportFormat, ReportView } from '#grading/model/report'
import type { StudentResult } from '#grading/model/result'
import { submissionOf } from '../submission-of.ts'
import { runBanner } from '../text/run-banner.ts'
import { classView } from './class-view.ts'
import type { Markup } from './markup.ts'
import { pageNames } from './page-names.ts'
import { statementMarkup } from './statement.ts'
import { type StudentPageInputs, studentView } from './student-view.ts'
import { renderPage } from './templates.ts'

/** A page for the class, for the instructor's eyes, and one for each student, which can be handed out. */
export const html: ReportFormat = { name: 'html', render }

function render({ statements, ...view }: ReportView): readonly RenderedFile[] {
  const { run } = view
  const names = pageNames(run.students.map((student) => student.id))
  const pathOf = (id: string): string => `students/${names.get(id)}.html`
  const statementOf = renderedOnce(statements)
  const banner = runBanner(run)
  return [
    page('index.html', () => renderPage('class', classView(view, pathOf))),
    ...run.students.map((student) => {
      const inputs = inputsOf(student, view, banner)
      const made = { ...inputs, statements: student.exercises.map(({ id }) => statements.get(id) ?? null) }
      return page(pathOf(student.id), () => renderPage('student', studentView(inputs, statementOf)), made)
    }),
  ]
}

/** What of a run is on the page of one student: nothing else reaches it. */
function inputsOf(
  student: StudentResult,
  { run: { assay, engine, published }, course = {}, gradedAt, gradedBefore }: Omit<ReportView, 'statements'>,
  banner: string | undefined,
): StudentPageInputs {
  const { submissions, ...known } = course
  const began = gradedBefore?.get(submissionOf(student)) ?? gradedAt
  return {
    student,
    facts: submissions?.get(student.id) ?? {},
    run: { assay, ...(engine === undefined ? {} : { engine }), ...(published === undefined ? {} : { published }) },
    course: known,
    ...(banner === undefined ? {} : { banner }),
    ...(began === undefined ? {} : { gradedAt: began }),
  }
}

function renderedOnce(statements: ReadonlyMap<string, string>): (exerciseId: string) => Markup | undefined {
  const rendered = new Map<string, Markup>()
  return (id) => {
    const markdown = statements.get(id)
    if (markdown === undefined) return undefined
    const markup = rendered.get(id) ?? statementMarkup(markdown)
    rendered.set(id, markup)
    return markup
  }
}

/** Rendered when it is asked for: a page that cannot be rendered leaves the others alone, and not all of them are held in memory. */
function page(path: string, text: () => string, inputs?: unknown): RenderedFile {
  return {
    path,
    get content() {
      return text()
    },
    ...(inputs === undefined ? {} : { inputs }),
  }
}
