import { availableParallelism } from 'node:os'
import { Command, Option } from 'commander'
import type { AuditOptions } from './audit.ts'
import type { CheckOptions } from './check.ts'
import type { ExitCode } from './exit-codes.ts'
import type { GateOptions } from './gate.ts'
import type { MarkOptions } from './given-marks.ts'
import type { GradeOptions } from './grade.ts'
import { HAND_IN_LANGUAGES } from './hand-in-languages.ts'
import type { InitOptions } from './init.ts'
import type { Io } from './io.ts'
import type { KitOptions } from './kit.ts'
import type { NewExerciseOptions } from './new-exercise.ts'
import { defaultJobs, LARGEST_JOBS, LARGEST_SEED, PUBLIC_SEED, percent, wholeNumber } from './numbers.ts'
import { orInterrupted } from './or-interrupted.ts'
import type { ProveOptions } from './prove.ts'
import type { PythonChoice } from './python-choice.ts'
import { SANDBOX_CHOICES } from './sandbox-kinds.ts'
import { version } from './version.ts'

const collect = (value: string, earlier: readonly string[]): readonly string[] => [...earlier, value]
const only = () => new Option('--only <id>', 'only this exercise; may be given again').argParser(collect).default([], 'all')
const seedOption = (says: string) => new Option('--seed <n>', says).argParser(wholeNumber('--seed', 1, LARGEST_SEED))
const seed = () => seedOption('where random inputs start').default(PUBLIC_SEED)
/** Nobody can know a seed that is drawn. */
const drawnSeed = () => seedOption('where random inputs start; one is drawn where it is left out')

const sandbox = () =>
  new Option(
    '--sandbox <kind>',
    'where submissions run: auto is bubblewrap and never less; process isolates nothing, only for code you trust',
  )
    .choices(SANDBOX_CHOICES)
    .default('auto')

const python = () => new Option('--python <path>', 'the Python that submissions run with: a program, or the folder of an environment')
const userPackages = () => new Option('--user-packages', 'Python packages that were installed with pip install --user are found')

const jobs = () =>
  new Option('--jobs <n>', 'how many at the same time')
    .argParser(wholeNumber('--jobs', 1, LARGEST_JOBS))
    .default(defaultJobs(availableParallelism()), 'one per core')

/**
 * The commands and their options. What a command needs is loaded when it runs, so that `--help` starts at once.
 * @param done - receives the exit code of the command that ran.
 */
export function buildProgram(io: Io, done: (code: number) => void): Command {
  const soon = (work: () => Promise<ExitCode>): Promise<ExitCode> => orInterrupted(work(), io.signal)
  const program = new Command('assay')
    .description('Grades coursework in deep learning by asking what it computes.')
    .version(version())
    .exitOverride()
    .configureOutput({
      writeOut: io.out,
      writeErr: io.err,
      outputError: (text, write) => write(text.replace(/^error: /, 'assay: ')),
    })
    .addHelpText(
      'after',
      examples('assay check                            your own folder', 'assay grade submissions --out results  a class') +
        '\n\nExit codes: 0 at or above the bar, 1 below, 2 wrong usage, 3 could not judge, 130 interrupted, 143 terminated.',
    )

  program.hook('preAction', async (_, command) => {
    const choice: PythonChoice = command.opts()
    if (choice.python !== undefined || choice.userPackages === true) await (await import('./python-choice.ts')).choosePython(choice, io)
  })

  program
    .command('grade')
    .description('grade a class: a folder with one sub-folder per student')
    .argument('<path>', 'the class')
    .option('--out <dir>', 'where the reports go', 'assay-out')
    .addOption(jobs())
    .addOption(only())
    .addOption(sandbox())
    .addOption(python())
    .addOption(userPackages())
    .addOption(drawnSeed())
    .addOption(
      new Option('--kit <path>', 'a kit that students have: its seed is refused; may be given again')
        .argParser(collect)
        .default([], 'none'),
    )
    .option('--replace', 'replace reports of other exercises or of another class that are in the folder')
    .option('--accept-empty', 'write reports also if nothing was attempted in the whole class')
    .option('--resume', 'go on with a run that was stopped: only what is missing or has changed is graded')
    .addHelpText(
      'after',
      examples('assay grade submissions', 'assay grade submissions --out week-3 --only backpropagation/softmax --jobs 4'),
    )
    .action(async (path: string, options: GradeOptions) => done(await (await import('./grade.ts')).grade(path, options, io)))

  program
    .command('mark')
    .description('record points that a person gave for written answers, and write the reports anew')
    .argument('<run>', 'the folder of reports of a graded class')
    .option('--student <name>', 'whose answer')
    .option('--exercise <id>', 'which exercise, by id or by number')
    .option('--points <n>', 'how many points, from 0 to what waits there')
    .option('--by <name>', 'who gives them')
    .option('--comment <text>', 'what the student reads beside the points')
    .option('--csv <file>', 'a table instead, with the columns student, exercise, points, by, comment')
    .addHelpText(
      'after',
      examples(
        'assay mark results --student ada --exercise 5.1 --points 4.5 --by "R. Lind" --comment "Which target?"',
        'assay mark results --csv marks.csv --by "R. Lind"',
      ),
    )
    .action(async (run: string, options: MarkOptions) => done(await (await import('./mark.ts')).mark(run, options, io)))

  program
    .command('check')
    .description('look at your own folder: visible checks only, a self-check and not a grade')
    .argument('[dir]', 'the folder', '.')
    .addOption(only())
    .option('--watch', 'again whenever a file is saved, until Ctrl-C')
    .addOption(new Option('--json', 'print results.json instead of text').conflicts('watch'))
    .addOption(python())
    .addOption(userPackages())
    .addOption(seed())
    .addHelpText('after', examples('assay check', 'assay check --only backpropagation/softmax --watch'))
    .action(async (dir: string, options: CheckOptions) =>
      done(await soon(async () => (await import('./check.ts')).check(dir, options, io))),
    )

  program
    .command('gate')
    .description('for CI: pass when one submission reaches a share of the points')
    .argument('[dir]', 'the folder', '.')
    .requiredOption('--min <percent>', 'the bar, 0 to 100', percent('--min'))
    .addOption(only())
    .option('--junit <file>', 'also write JUnit XML')
    .addOption(sandbox())
    .addOption(python())
    .addOption(userPackages())
    .addOption(seed())
    .addHelpText('after', examples('assay gate --min 60', 'assay gate hand-in --min 80 --junit assay.xml'))
    .action(async (dir: string, options: GateOptions) => done(await soon(async () => (await import('./gate.ts')).gate(dir, options, io))))

  program
    .command('init')
    .description('write a folder to start from: one file per exercise, and the statements')
    .argument('<dir>', 'a folder; existing files are never overwritten')
    .addOption(new Option('--lang <language>', 'what to write in').choices([...HAND_IN_LANGUAGES]).default('ts'))
    .addHelpText('after', examples('assay init hand-in', 'assay init hand-in --lang notebook', 'assay init hand-in --lang pytorch'))
    .action(async (dir: string, options: InitOptions) => done(await (await import('./init.ts')).init(dir, options, io)))

  program
    .command('export')
    .description('write assay_export.py, which turns a network of PyTorch into a file that is run without your code')
    .argument('[dir]', 'where to; an existing file is never overwritten', '.')
    .addHelpText(
      'after',
      `${examples('assay export', 'assay export training')}

In Python, beside it:
  from assay_export import export
  export(cnn, "models/cnn", (1, 28, 28))                # writes models/cnn.safetensors and models/cnn.json
  export(ae.encoder, "models/ae-encoder", (1, 28, 28))
  export(ae.decoder, "models/ae-decoder", (10,))        # the shape of one code`,
    )
    .action(async (dir: string) => done((await import('./export.ts')).exportScript(dir, io)))

  program
    .command('new-exercise')
    .description('for instructors, in a checkout: write an exercise that works, to be changed into yours')
    .argument('<unit>/<name>', 'where under reference/')
    .option('--sheet <number>', 'its number on the sheet', 'new')
    .addHelpText('after', examples('assay new-exercise losses/huber --sheet 7a'))
    .action(async (id: string, options: NewExerciseOptions) => done(await (await import('./new-exercise.ts')).newExercise(id, options, io)))

  program
    .command('prove')
    .description('for instructors, in a checkout: what the checks let through, tried on samples and on references with one slip each')
    .addOption(only())
    .addOption(seed())
    .addOption(new Option('--seeds <n>', 'how many seeds the samples are asked with').argParser(wholeNumber('--seeds', 1, 1000)).default(1))
    .addOption(
      new Option('--most <n>', 'at most so many mutants of an exercise')
        .argParser(wholeNumber('--most', 0, 100_000))
        .default(100_000, 'all'),
    )
    .addOption(jobs())
    .option('--out <dir>', 'where the page goes', 'assay-proof')
    .addHelpText('after', examples('assay prove --only backpropagation/softmax', 'assay prove --seeds 20 --jobs 4'))
    .action(async (options: ProveOptions) => done(await (await import('./prove.ts')).prove(options, io)))

  program
    .command('kit')
    .description('for instructors, in a checkout: what students get, statements, starters and the visible checks, without the answers')
    .requiredOption('--out <dir>', 'where the folder and the package go')
    .addOption(only())
    .addOption(drawnSeed())
    .addHelpText('after', examples('assay kit --out handout', 'assay kit --out handout --only backpropagation/softmax --seed 7'))
    .action(async (options: KitOptions) => done(await (await import('./kit.ts')).kit(options, io)))

  program
    .command('audit')
    .description('for instructors, in a checkout: what stands in a kit, or in the pages of students, that must not')
    .argument('<dir>', 'a kit, or the folder of reports of a graded class, of which the pages of students are looked at')
    .addOption(seed())
    .addHelpText('after', examples('assay audit handout/assay-kit', 'assay audit results --seed 7'))
    .action(async (dir: string, options: AuditOptions) => done(await (await import('./audit.ts')).audit(dir, options, io)))

  program
    .command('doctor')
    .description('what this machine has, and what follows from it')
    .addOption(python())
    .addOption(userPackages())
    .addHelpText('after', examples('assay doctor', 'assay doctor --python ~/course/venv'))
    .action(async () => done(await soon(async () => (await import('./doctor.ts')).doctor(io))))

  return program
}

function examples(...lines: readonly string[]): string {
  return `\n${lines.length === 1 ? 'Example' : 'Examples'}:\n${lines.map((line) => `  ${line}`).join('\n')}`
}
