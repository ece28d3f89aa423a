import { type Command, Option } from 'commander'
import type { Io } from '#grading/runner/io'
import { examples } from '../command-help.ts'
import type { GradesOptions } from './grades.ts'

const PLATFORMS = ['canvas', 'moodle', 'moodle-feedback', 'gradescope', 'github-classroom', 'nbgrader', 'lti']

/** Adds `assay grades`. */
export function gradesCommand(program: Command, io: Io, done: (code: number) => void): void {
  program
    .command('grades')
    .description('hand the grades of a run to a learning platform: shows what changes, and writes a file to upload only with --write')
    .argument('<run>', 'report directory of a graded class')
    .addOption(new Option('--to <platform>', 'where the grades go').choices(PLATFORMS).makeOptionMandatory())
    .option('--file <csv>', 'canvas, moodle: the gradebook or worksheet that the platform exported')
    .option('--column <title>', 'title or number of the column that is filled, where there are several')
    .option('--scale', 'convert points to the maximum of the column')
    .option('--above-maximum', 'canvas: also write points above the maximum of the column')
    .option('--roster <file>', 'class list, where names of submissions do not say who it is')
    .option('--course <file>', 'course.yaml, which names the class list')
    .option('--identities <file>', 'decisions on whose submissions are (default: identities.yaml beside course.yaml)')
    .option('--assignment <name>', 'nbgrader: name of the assignment')
    .addOption(
      new Option('--hidden <visibility>', 'gradescope: when students see hidden checks')
        .choices(['hidden', 'after_due_date', 'after_published'])
        .default('hidden'),
    )
    .option('--out <path>', 'file or folder to write (default: beside --file, never over it)')
    .option('--write', 'write; without it nothing is')
    .addHelpText(
      'after',
      examples(
        'assay grades results --to canvas --file gradebook.csv --column "Sheet 1 (90210)"',
        'assay grades results --to moodle --file worksheet.csv --write',
        'assay grades results --to moodle-feedback --write',
      ),
    )
    .action(async (run: string, options: GradesOptions) => done(await (await import('./grades.ts')).grades(run, options, io)))
}
