import { Command, Option } from 'commander'
import { type CheckOptions, check } from '#cli/commands/check'
import { orInterrupted } from '#cli/or-interrupted'
import type { Io } from '#grading/runner/io'
import { version } from '#grading/runner/version'
import { GRADER, KIT, NO_SEED } from './places.ts'

/** The `assay` of a kit: `check`, and nothing else. */
export function buildStudentProgram(io: Io, done: (code: number) => void, folder: string = KIT): Command {
  const collect = (value: string, earlier: readonly string[]): readonly string[] => [...earlier, value]
  const program = new Command('assay')
    .description('Checks your own coursework with the visible checks: a self-check, not a grade.')
    .version(version())
    .exitOverride()
    .configureOutput({
      writeOut: io.out,
      writeErr: io.err,
      outputError: (text, write) => write(text.replace(/^error: /, 'assay: ')),
    })
    .addHelpText('after', '\nExamples:\n  npx assay check mine\n  npx assay check mine --only softmax --watch')
  program
    .command('check')
    .description('check your own folder')
    .argument('[dir]', 'the folder', '.')
    .addOption(new Option('--only <id>', 'limit to this exercise (repeatable)').argParser(collect).default([], 'all'))
    .option('--watch', 'run again whenever a file is saved, until Ctrl-C')
    .addOption(new Option('--json', 'print results.json instead of text').conflicts('watch'))
    .addHelpText(
      'after',
      '\nExit codes: 0 all checks passed, 1 not yet, 2 usage error, 3 could not grade, 130 interrupted, 143 terminated.',
    )
    .action(async (dir: string, options: Omit<CheckOptions, 'seed'>) => {
      done(await orInterrupted(check(dir, { ...options, seed: NO_SEED }, io, { program: GRADER, catalogue: folder }), io.signal))
    })
  return program
}
