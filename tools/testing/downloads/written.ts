import {
  canvasAnonymous,
  canvasFiles,
  gradescopeExport,
  moodleBlind,
  moodleFlat,
  moodleFolders,
  nbgraderCourse,
  unrecognised,
  zipOfZips,
} from './archives.ts'
import {
  canvasGradebook,
  classroomRoster,
  gradescopeRoster,
  idRoster,
  moodleWorksheet,
  moodleWorksheetGerman,
  plainRoster,
} from './tables.ts'

/** The files of `fixtures/downloads`, by path. */
export async function writtenDownloads(): Promise<ReadonlyMap<string, Buffer>> {
  const text = (content: string): Buffer => Buffer.from(content)
  return new Map([
    ['moodle/submissions.zip', moodleFolders()],
    ['moodle/flat.zip', moodleFlat()],
    ['moodle/blind.zip', moodleBlind()],
    ['moodle/worksheet.csv', text(moodleWorksheet())],
    ['moodle/worksheet-de.csv', text(moodleWorksheetGerman())],
    ['canvas/submissions.zip', canvasFiles()],
    ['canvas/anonymous.zip', canvasAnonymous()],
    ['canvas/gradebook.csv', text(canvasGradebook())],
    ['gradescope/export.zip', gradescopeExport()],
    ['gradescope/roster.csv', text(gradescopeRoster())],
    ['github-classroom/roster.csv', text(classroomRoster())],
    ['nbgrader/course.tar', await nbgraderCourse()],
    ['nbgrader/roster.csv', text(plainRoster())],
    ['folder/zip-of-zips.zip', zipOfZips()],
    ['folder/unrecognised.zip', unrecognised()],
    ['folder/roster.csv', text(idRoster())],
  ])
}
