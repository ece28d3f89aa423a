import { type Command, Option } from 'commander'
import type { Io } from '#grading/runner/io'
import { examples } from '../command-help.ts'
import { drawnSeed, only, sandbox } from '../options.ts'
import type { GradescopeOptions } from './gradescope.ts'

/** Adds `assay gradescope`. */
export function gradescopeCommand(program: Command, io: Io, done: (code: number) => void): void {
  program
    .command('gradescope')
    .description('write an autograder for Gradescope: setup.sh, run_autograder and Assay itself, to zip and upload')
    .requiredOption('--out <dir>', 'an empty folder')
    .addOption(only())
    .addOption(sandbox())
    .addOption(drawnSeed())
    .addOption(
      new Option('--hidden <visibility>', 'when students see hidden checks; hidden also hides the total')
        .choices(['hidden', 'after_due_date', 'after_published'])
        .default('hidden'),
    )
    .addHelpText('after', examples('assay gradescope --out autograder --only 2b'))
    .action(async (options: GradescopeOptions) => done(await (await import('./gradescope.ts')).gradescope(options, io)))
}
