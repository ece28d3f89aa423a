import { type Command, Option } from 'commander'
import type { Io } from '#grading/runner/io'
import { SANDBOX_CHOICES } from '#grading/runner/machine/sandbox-kinds'
import { collect, examples } from '../command-help.ts'
import { sheetOption, withSheet } from '../sheet-option.ts'
import type { SimilarOptions } from './similar.ts'

/** Adds `assay similar`. */
export function similarCommand(program: Command, io: Io, done: (code: number) => void): void {
  program
    .command('similar')
    .description('find submissions of a class that are more alike than the class is: a reason to look, never a verdict')
    .argument('<path>', 'the class, as for grade')
    .option('--out <dir>', 'also write similar.html there: pairs, groups, and their lines side by side')
    .addOption(
      new Option('--given <path>', 'a folder or file of code that was handed out and counts for nobody, besides the starters (repeatable)')
        .argParser(collect)
        .default([], 'none'),
    )
    .option('--assignment <name>', 'which assignment of an nbgrader course')
    .option('--until <time>', 'of clones of repositories, the last commit at or before this time counts')
    .option('--course <file>', 'course.yaml, which names the class list (default: the one beside the class)')
    .option('--no-course', 'ignore a course.yaml beside the class')
    .addOption(
      new Option('--sandbox <kind>', 'where code is parsed: auto requires bubblewrap; process gives no isolation (trusted code only)')
        .choices(SANDBOX_CHOICES)
        .default('auto'),
    )
    .addOption(sheetOption())
    .addHelpText(
      'after',
      `\nNothing of a submission runs. Names, comments, white space, types and the order of\nfunctions do not count; attempts of one student and submissions of one group are not\ncompared with each other. Python and TypeScript are compared apart.\n${examples(
        'assay similar submissions --out results',
        'assay similar submissions.zip --course course.yaml --given handout',
      )}`,
    )
    .action(async (path: string, options: SimilarOptions) =>
      done(await (await import('./similar.ts')).similar(path, options, await withSheet(options, io))),
    )
}
