import { writeFile } from 'node:fs/promises'
import { join, relative, resolve } from 'node:path'
import { inForce } from '#course/file/in-force'
import { courseJsonSchema } from '#course/file/schema'
import { COURSE_TEMPLATE } from '#course/file/template'
import { systemErrorText } from '#grading/model/system-error'
import { EXIT, type ExitCode } from '#grading/runner/exit-codes'
import { makeFolder } from '#grading/runner/files/make-folder'
import type { Io } from '#grading/runner/io'
import { UsageError } from '#grading/runner/usage-error'
import { visible } from '#reports/text/visible'
import { openCourse } from '../course/course-of-run.ts'

/** `assay course init`: writes a course.yaml to edit and the JSON schema that editors check it by. Nothing that is there is overwritten. */
export async function courseInit(dir: string, io: Io): Promise<ExitCode> {
  const folder = resolve(io.cwd, dir)
  makeFolder(folder)
  const files = { 'course.yaml': COURSE_TEMPLATE, 'course.schema.json': `${JSON.stringify(courseJsonSchema(), null, 2)}\n` }
  for (const [name, text] of Object.entries(files)) {
    const path = join(folder, name)
    await writeFile(path, text, { flag: 'wx' }).catch((error: NodeJS.ErrnoException) => {
      throw new UsageError(`${relative(io.cwd, path)}: ${error.code === 'EEXIST' ? 'already exists; edit it' : systemErrorText(error)}`)
    })
  }
  io.out(`${join(dir, 'course.yaml')} written: edit it, put the class beside it, and run assay course check.\n`)
  return EXIT.ok
}

/** `assay course check`: what is in force, and where each value comes from. */
export async function courseCheck(file: string, io: Io): Promise<ExitCode> {
  const { written, policies, roster } = await openCourse(resolve(io.cwd, file), file, io)
  const settings = inForce(written, policies, roster?.entries.length)
  const width = (key: 'name' | 'value'): number => Math.max(...settings.map((setting) => setting[key].length))
  const [names, values] = [width('name'), Math.min(60, width('value'))]
  for (const { name, value, from } of settings) io.out(`${visible(`${name.padEnd(names)}  ${value.padEnd(values)}  ${from}`)}\n`)
  for (const remark of roster?.remarks ?? []) io.out(`${visible(remark)}\n`)
  if (roster !== undefined) io.out(`${visible(`The roster was read as ${roster.format}, by the column "${roster.idColumn}".`)}\n`)
  return EXIT.ok
}
