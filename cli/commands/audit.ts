import { existsSync, readFileSync, statSync } from 'node:fs'
import { homedir } from 'node:os'
import { basename, dirname, join, relative, resolve, sep } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { EXIT, type ExitCode } from '#grading/runner/exit-codes'
import { filesBelow } from '#grading/runner/files/files-below'
import type { Io } from '#grading/runner/io'
import { isSeedOfKit, KIT_SEED_FILE } from '#grading/runner/kit-seed'
import { selectExercises } from '#grading/runner/select-exercises'
import { UsageError } from '#grading/runner/usage-error'
import { type Examined, type Leak, leakAt } from '#kit/audit/leak'
import { findNumbers } from '#kit/audit/numbers'
import { digestOf, type Secrets, secretsOf, studentsOf } from '#kit/audit/secrets'
import { findSeeds } from '#kit/audit/seeds'
import { findSource } from '#kit/audit/similarity'
import { findHiddenChecks, findNames, findPaths, findRubrics } from '#kit/audit/words'
import { ROOT } from '#kit/bundle'
import { loadTypeScript } from '#prove/mutation/typescript'
import { pageNames } from '#reports/html/page-names'
import { counted } from '#reports/text/counted'

export interface AuditOptions {
  readonly seed: number
  /** As it was typed. */
  readonly sheet?: string
}

/** Of a graded run, what is handed out. */
const STUDENT_PAGES = 'students'
/** Bytes of a file that was compressed: a hundred kits. */
const MOST_UNPACKED = 2 ** 28

/** `assay audit <dir>`: what stands in a kit, or in the pages of students, that must not. */
export async function audit(dir: string, options: AuditOptions, io: Io): Promise<ExitCode> {
  const folder = resolve(io.cwd, dir)
  if (!existsSync(folder) || !statSync(folder).isDirectory()) throw new UsageError(`${dir}: no such folder; name a kit or a graded run`)
  const { selected } = await selectExercises([], io.catalogue)
  const secrets = await secretsOf(await loadTypeScript(), selected, options.seed)
  const sheets = [...new Set(selected.map((entry) => dirname(dirname(entry.folder))))]
  const { examined, leaks } = await auditFolder(folder, secrets, sheets)
  if (examined === 0) throw new UsageError(`${dir}: contains no file to scan`)
  for (const { file, line, kind, excerpt } of leaks) io.out(`${file}:${line}: ${kind}: ${excerpt}\n`)
  const looked = `${examined} files scanned for ${secrets.source.length} functions, ${secrets.numbers.reduce((sum, { alone, rows }) => sum + alone.size + rows.size, 0)} numbers and ${secrets.words.titles.length} hidden checks`
  io.out(`${looked}: ${leaks.length === 0 ? 'no leak' : counted(leaks.length, 'leak')}.\n`)
  io.out(`Compared with the sheet ${options.sheet ?? 'that comes with Assay; for a kit of another one pass --sheet'}.\n`)
  if (secrets.tooShort > 0)
    io.out(
      `Not compared but as whole files: ${counted(secrets.tooShort, 'function')} that ${secrets.tooShort === 1 ? 'is' : 'are'} too short to tell a copy from an accident.\n`,
    )
  return leaks.length === 0 ? EXIT.ok : EXIT.belowBar
}

/**
 * @param folder - absolute: a kit, or a graded run, of which the pages of students are looked at.
 * @param own - folders of this machine whose paths must not show, beside those of Assay and of the user.
 */
export async function auditFolder(
  folder: string,
  secrets: Secrets,
  own: readonly string[] = [],
): Promise<{ readonly examined: number; readonly leaks: readonly Leak[] }> {
  const isRun = existsSync(join(folder, 'results.json')) && existsSync(join(folder, STUDENT_PAGES))
  const students = isRun ? await studentsOf(folder) : []
  const pages = pageNames(students)
  const files = filesBelow(isRun ? join(folder, STUDENT_PAGES) : folder).filter((path) => !path.includes(`${sep}node_modules${sep}`))
  const record = [folder, dirname(folder)].map((place) => join(place, KIT_SEED_FILE)).find((path) => existsSync(path))
  const isOfKit = (seed: number): boolean => record !== undefined && isSeedOfKit(seed, record)
  const leaks: Leak[] = []
  for (const path of files) {
    const bytes = unpacked(readFileSync(path))
    const examined: Examined = { file: relative(folder, path).split(sep).join('/'), text: bytes.toString('utf8'), bytes }
    const copy = secrets.files.get(digestOf(bytes))
    const owner = basename(path).replace(/\.[^.]*$/, '')
    leaks.push(
      ...(copy === undefined ? await findSource(examined, secrets.source) : [leakAt(examined, 0, 'reference source', `a copy of ${copy}`)]),
      ...findNumbers(examined, secrets.numbers),
      ...findSeeds(examined, secrets.seed, isOfKit),
      // A student's page says by title what else is looked at, and shows what visible checks asked.
      ...(isRun ? findRubrics(examined, secrets.words) : findHiddenChecks(examined, secrets.words)),
      ...(isRun ? [] : findNumbers(examined, [secrets.graded])),
      ...findPaths(
        examined,
        [ROOT, homedir(), ...own].filter((path) => path.length > 4),
      ),
      ...findNames(
        examined,
        students.filter((id) => pages.get(id) !== owner),
      ),
    )
  }
  return { examined: files.length, leaks }
}

/** Of what gzip made, such as the package of a kit, what it was made of; where that is broken or too large, the file as it is. */
function unpacked(bytes: Buffer): Buffer {
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes
  try {
    return gunzipSync(bytes, { maxOutputLength: MOST_UNPACKED })
  } catch {
    return bytes
  }
}
