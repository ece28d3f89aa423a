import { type Command, Option } from 'commander'
import type { Io } from '#grading/runner/io'
import { collect, examples } from '../command-help.ts'
import { sheetOption, withSheet } from '../sheet-option.ts'
import type { IntakeOptions } from './intake.ts'

/** Adds `assay intake`. */
export function intakeCommand(program: Command, io: Io, done: (code: number) => void): void {
  program
    .command('intake')
    .description(
      'show whose submissions a download holds, before anything runs: Moodle, Canvas, Gradescope, GitHub Classroom, nbgrader or a folder',
    )
    .argument('<download>', 'a folder, a zip or a tar archive')
    .option('--roster <file>', 'class list: the CSV export of a platform, or a table with the columns id, name, email')
    .option('--course <file>', 'course.yaml, which names the class list (default: the one beside the download, unless --roster is given)')
    .option('--identities <file>', 'decisions on whose submissions are (default: identities.yaml beside course.yaml)')
    .option('--assignment <name>', 'which assignment of an nbgrader course')
    .option('--until <time>', 'of clones, the last commit at or before this time counts, such as "2026-12-07 23:59 Europe/Berlin"')
    .addOption(
      new Option('--assign <decision>', 'whose a submission is: <submission>=<student>, =<student>,<student> or =nobody (repeatable)')
        .argParser(collect)
        .default([], 'none'),
    )
    .option('--table <csv>', 'with --write, write who submitted what and when, for submissions: of course.yaml')
    .option('--write', 'keep the decisions of --assign, and write --table')
    .addOption(sheetOption())
    .addHelpText(
      'after',
      examples(
        'assay intake submissions.zip --roster roster.csv',
        'assay intake submissions.zip --course course.yaml --assign "lindanna_1042=u77" --write',
      ),
    )
    .action(async (path: string, options: IntakeOptions) =>
      done(await (await import('./intake.ts')).intake(path, options, await withSheet(options, io))),
    )
}
