import { type Command, Option } from 'commander'
import type { Io } from '#grading/runner/io'
import { SANDBOX_CHOICES } from '#grading/runner/machine/sandbox-kinds'
import { wholeNumber } from '#grading/runner/numbers'
import { examples } from '../command-help.ts'
import { python, userPackages } from '../options.ts'
import { sheetOption, withSheet } from '../sheet-option.ts'
import type { RerunOptions } from './rerun.ts'

const LARGEST_CASE = 1_000_000

/** Adds `assay rerun`. */
export function rerunCommand(program: Command, io: Io, done: (code: number) => void): void {
  program
    .command('rerun')
    .description('for instructors: run one check of one student of a graded class again, with the seed of that run')
    .argument('<run>', 'report directory of the graded class')
    .argument('<student>', 'the submission, as the class page names it')
    .argument('<check>', '<exercise>/<check>, such as 2b/values')
    .addOption(
      new Option('--case <n>', 'input to show, from 1 (default: the one that cost the points)').argParser(
        wholeNumber('--case', 1, LARGEST_CASE),
      ),
    )
    .option('--class <path>', 'the class (default: where it was when it was graded)')
    .option('--assignment <name>', 'which assignment of an nbgrader course')
    .option('--until <time>', 'of clones of repositories, the last commit at or before this time counts')
    .addOption(new Option('--sandbox <kind>', 'where the submission runs (default: as in the run)').choices(SANDBOX_CHOICES))
    .addOption(python())
    .addOption(userPackages())
    .addOption(sheetOption())
    .addHelpText(
      'after',
      `\nPrints inputs of hidden checks and right answers: not for students.\n${examples('assay rerun results ada 2b/values', 'assay rerun results ada 2b/values --case 3')}`,
    )
    .action(async (run: string, student: string, check: string, options: RerunOptions) =>
      done(await (await import('./rerun.ts')).rerun({ run, student, check }, options, await withSheet(options, io))),
    )
}
