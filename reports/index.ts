import type { ReportFormat } from '#grading/model/report'
import { gradebookCsv } from './gradebook-csv/gradebook-csv.ts'
import { html } from './html/html.ts'
import { junit } from './junit/junit.ts'
import { resultsJson } from './results-json/results-json.ts'

/** Every format that `grade` writes. A new one is a folder and a line here. */
export const formats: readonly ReportFormat[] = [resultsJson, html, gradebookCsv, junit]
