import type { Command } from 'commander'
import type { Io } from '#grading/runner/io'
import { sheetOption, withSheet } from '../sheet-option.ts'

/** Adds `assay course`. */
export function courseCommand(program: Command, io: Io, done: (code: number) => void): void {
  const course = program.command('course').description('describe a course: points, dates, class list')
  course
    .command('init')
    .description('write a course.yaml to edit, and its JSON schema')
    .argument('[dir]', 'output directory; existing files are never overwritten', '.')
    .action(async (dir: string) => done(await (await import('../commands/course.ts')).courseInit(dir, io)))
  course
    .command('check')
    .description('say what is in force and where each value comes from')
    .argument('[file]', 'the course', 'course.yaml')
    .addOption(sheetOption())
    .action(async (file: string, options: object) =>
      done(await (await import('../commands/course.ts')).courseCheck(file, await withSheet(options, io))),
    )
}
