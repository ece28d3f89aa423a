import type { Command } from 'commander'
import type { Io } from '#grading/runner/io'
import { examples } from '../command-help.ts'
import { sheetOption, withSheet } from '../sheet-option.ts'
import type { PublishOptions } from './publish.ts'

/** Adds `assay publish`. */
export function publishCommand(program: Command, io: Io, done: (code: number) => void): void {
  program
    .command('publish')
    .description('record the grades of a run as those that students know: shows what that is, and records it only with --write')
    .argument('<run>', 'report directory of a graded class')
    .option('--by <name>', 'name of the instructor')
    .option('--reason <text>', 'why a grade changes that was published before; shown to the student')
    .option('--write', 'record it and update the reports; without it nothing is written')
    .addOption(sheetOption())
    .addHelpText(
      'after',
      `\nFrom then on a grade changes only with a --reason of assay grade, mark or override, which its student reads. Checks with the
visibility after-published of course.yaml become visible.\n${examples('assay publish results', 'assay publish results --by "R. Lind" --write')}`,
    )
    .action(async (run: string, options: PublishOptions) =>
      done(await (await import('./publish.ts')).publish(run, options, await withSheet(options, io))),
    )
}
