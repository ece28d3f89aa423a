import { symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { temporaryFolder } from '../temporary-folder.ts'
import { findProgram } from './find-program.ts'

/** What scripts of coursework start: a shell, and what it is used for beside files. All else of the machine stays out. */
const NAMES = 'sh cat cp date echo ls mkdir mv rm sleep touch uname wc'.split(' ')
/** The system's own, whatever the person who grades has on the search path. In this order, so that a shell lies where all look for it: in /bin. */
const PLACES = '/bin:/usr/bin:/run/current-system/sw/bin'

/** The programs that a submission may start by name, wherever it runs: name → absolute path. One that is missing here is left out. */
export function submissionPrograms(): ReadonlyMap<string, string> {
  if (process.platform === 'win32') return new Map()
  return new Map(
    NAMES.flatMap((name): [string, string][] => [findProgram(name, PLACES)].flatMap((path) => (path === undefined ? [] : [[name, path]]))),
  )
}

let linked: Promise<string> | undefined

/** A folder of this process with links to the programs. */
export function programsFolder(): Promise<string> {
  linked ??= temporaryFolder('assay-programs-').then(({ path }) => {
    for (const [name, target] of submissionPrograms()) symlinkSync(target, join(path, name))
    return path
  })
  return linked
}
