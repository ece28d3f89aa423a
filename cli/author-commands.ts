import { type Command, Option } from 'commander'
import type { Io } from '#grading/runner/io'
import { wholeNumber } from '#grading/runner/numbers'
import { parsePart } from '#prove/part'
import { examples } from './command-help.ts'
import type { AuditOptions } from './commands/audit.ts'
import type { KitOptions } from './commands/kit.ts'
import type { NewExerciseOptions } from './commands/new-exercise.ts'
import type { ProveOptions } from './commands/prove.ts'
import { drawnSeed, jobs, only, seed } from './options.ts'
import { sheetOption, withSheet } from './sheet-option.ts'

/** Adds the commands of whoever writes exercises and hands them out. */
export function authorCommands(program: Command, io: Io, done: (code: number) => void): void {
  program
    .command('new-sheet')
    .description('for instructors: write a sheet of two working exercises to edit')
    .argument('<folder>', 'the folder of the sheet; existing files are never overwritten')
    .addHelpText('after', examples('assay new-sheet my-sheet'))
    .action(async (folder: string) => done(await (await import('./commands/new-sheet.ts')).newSheet(folder, io)))

  program
    .command('new-exercise')
    .description('for instructors: scaffold a working exercise to edit')
    .argument('<unit>/<name>', 'its folder below that of the sheet')
    .option('--number <number>', 'number on the sheet (default: the next one)')
    .addOption(sheetOption())
    .addHelpText('after', examples('assay new-exercise losses/huber --number 7a'))
    .action(async (id: string, options: NewExerciseOptions) =>
      done(await (await import('./commands/new-exercise.ts')).newExercise(id, options, await withSheet(options, io))),
    )

  program
    .command('prove')
    .description('for instructors: mutation-test the checks against sample submissions and mutated reference solutions')
    .addOption(only())
    .addOption(seed())
    .addOption(new Option('--seeds <n>', 'number of seeds per sample').argParser(wholeNumber('--seeds', 1, 1000)).default(1))
    .addOption(
      new Option('--most <n>', 'maximum mutants per exercise').argParser(wholeNumber('--most', 0, 100_000)).default(100_000, 'all'),
    )
    .addOption(
      new Option('--part <K/N>', 'run the K-th of N equal shares of the samples and mutants of each exercise').argParser(parsePart),
    )
    .addOption(jobs())
    .option('--out <dir>', 'output directory', 'assay-proof')
    .addOption(sheetOption())
    .addHelpText(
      'after',
      examples('assay prove --only 2b', 'assay prove --seeds 20 --jobs 4', 'assay prove --seeds 20 --part 2/3 --out proof-2'),
    )
    .action(async (options: ProveOptions) => done(await (await import('./commands/prove.ts')).prove(options, await withSheet(options, io))))

  program
    .command('kit')
    .description('for instructors: pack what students get: statements, starters and visible checks, without solutions')
    .requiredOption('--out <dir>', 'output directory for the folder and the package')
    .addOption(only())
    .addOption(drawnSeed())
    .addOption(sheetOption())
    .addHelpText('after', examples('assay kit --out handout', 'assay kit --out handout --only 2b --seed 7'))
    .action(async (options: KitOptions) => done(await (await import('./commands/kit.ts')).kit(options, await withSheet(options, io))))

  program
    .command('audit')
    .description('for instructors: scan a kit or student pages for leaked solutions')
    .argument('<dir>', 'a kit, or the report directory of a graded class, whose student pages are scanned')
    .addOption(seed())
    .addOption(sheetOption())
    .addHelpText('after', examples('assay audit handout/assay-kit', 'assay audit results --seed 7'))
    .action(async (dir: string, options: AuditOptions) =>
      done(await (await import('./commands/audit.ts')).audit(dir, options, await withSheet(options, io))),
    )
}
