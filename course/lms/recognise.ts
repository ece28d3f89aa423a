import { canvas } from './canvas.ts'
import type { Download, Recogniser } from './download.ts'
import { githubClassroom } from './github-classroom.ts'
import { gradescope } from './gradescope.ts'
import { moodle } from './moodle.ts'
import { nbgrader } from './nbgrader.ts'

/** Each row is called by its student. */
const folder: Recogniser = {
  kind: 'folder',
  title: 'a folder of submissions',
  recognises: () => true,
  claims: ({ rows }) => rows.map(({ id }) => ({ submission: id, claims: [{ id, name: id }] })),
}

/** What says more about itself stands first; the last fits everything. */
const RECOGNISERS: readonly Recogniser[] = [gradescope, githubClassroom, moodle, nbgrader, canvas, folder]

/** Where a download is from. */
export function recognise(download: Download): Recogniser {
  return RECOGNISERS.find((one) => one.recognises(download)) ?? folder
}
