import { Command, Option } from 'commander'
import type { ExitCode } from '#grading/runner/exit-codes'
import type { Io } from '#grading/runner/io'
import type { PythonChoice } from '#grading/runner/machine/python-choice'
import { percent } from '#grading/runner/numbers'
import type { MarkOptions } from '#grading/runner/run/given-marks'
import { version } from '#grading/runner/version'
import { HAND_IN_LANGUAGES } from '#kit/starter/hand-in-languages'
import { authorCommands } from './author-commands.ts'
import { collect, examples } from './command-help.ts'
import type { CheckOptions } from './commands/check.ts'
import type { DoctorOptions } from './commands/doctor.ts'
import type { GateOptions } from './commands/gate.ts'
import type { GradeOptions } from './commands/grade-options.ts'
import type { InitOptions } from './commands/init.ts'
import type { OverrideOptions } from './commands/override.ts'
import { courseCommand } from './course/command.ts'
import { diffCommand } from './diff/command.ts'
import { gradesCommand } from './grades/command.ts'
import { gradescopeCommand } from './gradescope/command.ts'
import { intakeCommand } from './intake/command.ts'
import { drawnSeed, jobs, only, python, sandbox, seed, trace, userPackages, verbose } from './options.ts'
import { orInterrupted } from './or-interrupted.ts'
import { publishCommand } from './publish/command.ts'
import { blobs, queue, queueKey, recheck } from './queue-options.ts'
import { rerunCommand } from './rerun/command.ts'
import { sheetOption, withSheet } from './sheet-option.ts'
import { similarCommand } from './similar/command.ts'
import { workerCommand } from './worker/command.ts'

/**
 * The commands and their options. What a command needs is loaded when it runs, so that `--help` starts at once.
 * @param done - receives the exit code of the command that ran.
 */
export function buildProgram(io: Io, done: (code: number) => void): Command {
  const soon = (work: () => Promise<ExitCode>): Promise<ExitCode> => orInterrupted(work(), io.signal)
  const program = new Command('assay')
    .description('Grades deep-learning coursework by running it and checking what it computes.')
    .version(version())
    .exitOverride()
    .configureOutput({
      writeOut: io.out,
      writeErr: io.err,
      outputError: (text, write) => write(text.replace(/^error: /, 'assay: ')),
    })
    .addHelpText(
      'after',
      examples('assay check                            check your own folder', 'assay grade submissions --out results  grade a class') +
        '\n\nExit codes: 0 minimum reached, 1 below the minimum, 2 usage error, 3 could not grade, 130 interrupted, 143 terminated.',
    )

  program.hook('preAction', async (_, command) => {
    const choice: PythonChoice = command.opts()
    if (choice.python !== undefined || choice.userPackages === true)
      await (await import('#grading/runner/machine/python-choice')).choosePython(choice, io)
  })

  program
    .command('grade')
    .description('grade a class: a folder with one sub-folder per student')
    .argument('<path>', 'the class')
    .option('--out <dir>', 'output directory for the reports', 'assay-out')
    .addOption(jobs())
    .addOption(only())
    .addOption(sandbox())
    .addOption(python())
    .addOption(userPackages())
    .addOption(drawnSeed())
    .addOption(
      new Option('--kit <path>', 'a kit handed out to students; its seed is refused (repeatable)').argParser(collect).default([], 'none'),
    )
    .option('--reason <text>', 'why grades change that were published from this folder; shown to students whose grade changes')
    .option('--replace', 'replace reports in the folder, even those of other exercises or another class')
    .option('--assignment <name>', 'which assignment of an nbgrader course')
    .option('--until <time>', 'of clones of repositories, the last commit at or before this time counts')
    .option('--course <file>', 'course.yaml with points, dates and class list (default: the one beside the class)')
    .option('--no-course', 'ignore a course.yaml beside the class')
    .option('--accept-empty', 'grade even if many submissions hold nothing that is graded, or none attempted anything')
    .option('--resume', 'resume an interrupted run; grade only missing or changed submissions')
    .addOption(
      new Option(
        '--fresh',
        'grade everything with a new seed; without it a finished run in the folder gives its seed and what has not changed',
      ).conflicts('resume'),
    )
    .addOption(verbose())
    .addOption(trace().conflicts('queue'))
    .addOption(sheetOption())
    .addOption(queue('workers grade the submissions: the address of their Redis').conflicts('trace'))
    .addOption(queueKey())
    .addOption(blobs())
    .addOption(recheck())
    .addHelpText('after', examples('assay grade submissions', 'assay grade submissions --out week-3 --only 2b --jobs 4'))
    .action(async (path: string, options: GradeOptions) =>
      done(await (await import('./commands/grade.ts')).grade(path, options, await withSheet(options, io))),
    )

  intakeCommand(program, io, done)
  rerunCommand(program, io, done)
  diffCommand(program, io, done)
  publishCommand(program, io, done)
  gradesCommand(program, io, done)
  gradescopeCommand(program, io, done)
  courseCommand(program, io, done)
  similarCommand(program, io, done)
  workerCommand(program, io, done)

  program
    .command('mark')
    .description('record manual marks for written answers and update the reports')
    .argument('<run>', 'report directory of a graded class')
    .option('--student <name>', 'student whose answer is marked')
    .option('--exercise <id>', 'exercise, by id or number')
    .option('--points <n>', 'points, from 0 to the points pending')
    .option('--by <name>', 'name of the marker')
    .option('--comment <text>', 'comment shown to the student')
    .option('--csv <file>', 'read marks from a CSV file with the columns student, exercise, points, by, comment')
    .option('--reason <text>', 'why a grade changes that was published; shown to the student')
    .addOption(sheetOption())
    .addHelpText(
      'after',
      examples(
        'assay mark results --student ada --exercise 5.1 --points 4.5 --by "R. Lind" --comment "Which target?"',
        'assay mark results --csv marks.csv --by "R. Lind"',
      ),
    )
    .action(async (run: string, options: MarkOptions) =>
      done(await (await import('./commands/mark.ts')).mark(run, options, await withSheet(options, io))),
    )

  program
    .command('override')
    .description('set the points of a student for an exercise, whatever the checks gave, and update the reports')
    .argument('<run>', 'report directory of a graded class')
    .option('--student <name>', 'student, by id, e-mail or name')
    .option('--exercise <id>', 'exercise, by id or number')
    .option('--points <n>', 'points of the exercise')
    .option('--bonus <n>', 'without --exercise: points added to the total')
    .option('--withdraw', 'take an earlier override back')
    .option('--by <name>', 'name of the instructor')
    .option('--reason <text>', 'reason shown to the student')
    .addOption(sheetOption())
    .addHelpText('after', examples('assay override results --student ada --exercise 2b --points 7 --by "R. Lind" --reason "Oral exam"'))
    .action(async (run: string, options: OverrideOptions) =>
      done(await (await import('./commands/override.ts')).override(run, options, await withSheet(options, io))),
    )

  program
    .command('check')
    .description('check your own folder: visible checks only; a self-check, not a grade')
    .argument('[dir]', 'the folder', '.')
    .addOption(only())
    .option('--watch', 'run again whenever a file is saved, until Ctrl-C')
    .addOption(new Option('--json', 'print results.json instead of text').conflicts('watch'))
    .addOption(verbose())
    .addOption(trace())
    .addOption(python())
    .addOption(userPackages())
    .addOption(seed())
    .addOption(sheetOption())
    .addHelpText(
      'after',
      `\nThe statements say what each function has to do and what is checked: one page\nfor each exercise, in statements/ of the folder that assay init or a kit writes.\n${examples('assay check', 'assay check --only 2b --watch')}`,
    )
    .action(async (dir: string, options: CheckOptions) =>
      done(await soon(async () => (await import('./commands/check.ts')).check(dir, options, await withSheet(options, io)))),
    )

  program
    .command('gate')
    .description('for CI: pass if one submission reaches a minimum share of the points')
    .argument('[dir]', 'the folder', '.')
    .requiredOption('--min <percent>', 'minimum share of the points, 0 to 100', percent('--min'))
    .addOption(only())
    .option('--junit <file>', 'also write JUnit XML')
    .addOption(verbose())
    .addOption(trace())
    .addOption(sandbox())
    .addOption(python())
    .addOption(userPackages())
    .addOption(seed())
    .addOption(sheetOption())
    .addHelpText('after', examples('assay gate --min 60', 'assay gate my-sheet --min 80 --junit assay.xml'))
    .action(async (dir: string, options: GateOptions) =>
      done(await soon(async () => (await import('./commands/gate.ts')).gate(dir, options, await withSheet(options, io)))),
    )

  program
    .command('init')
    .description('create a starter folder: one file per exercise, and the statements')
    .argument('<dir>', 'a folder; existing files are never overwritten')
    .addOption(new Option('--lang <language>', 'language of the starter files').choices([...HAND_IN_LANGUAGES]).default('ts'))
    .addOption(sheetOption())
    .addHelpText('after', examples('assay init my-sheet', 'assay init my-sheet --lang notebook', 'assay init my-sheet --lang pytorch'))
    .action(async (dir: string, options: InitOptions) =>
      done(await (await import('./commands/init.ts')).init(dir, options, await withSheet(options, io))),
    )

  program
    .command('export')
    .description('write assay_export.py, which exports a PyTorch network to a file that runs without your code')
    .argument('[dir]', 'output directory; existing files are never overwritten', '.')
    .addHelpText(
      'after',
      `${examples('assay export', 'assay export training')}

In Python, beside it:
  from assay_export import export
  export(cnn, "models/cnn", (1, 28, 28))                # writes models/cnn.safetensors and models/cnn.json
  export(ae.encoder, "models/encoder", (1, 28, 28))     # named as the statement says
  export(ae.decoder, "models/decoder", (10,))           # the shape of one code`,
    )
    .action(async (dir: string) => done((await import('./commands/export.ts')).exportScript(dir, io)))

  authorCommands(program, io, done)

  program
    .command('doctor')
    .description('check this machine: runtimes, packages and the sandbox')
    .addOption(python())
    .addOption(userPackages())
    .addOption(sheetOption())
    .addOption(queue('also examine a queue: the address of its Redis'))
    .addHelpText('after', examples('assay doctor', 'assay doctor --python ~/course/venv'))
    .action(async (options: DoctorOptions) =>
      done(await soon(async () => (await import('./commands/doctor.ts')).doctor(await withSheet(options, io), options))),
    )

  return program
}
