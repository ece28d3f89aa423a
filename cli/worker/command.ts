import { type Command, Option } from 'commander'
import type { Io } from '#grading/runner/io'
import { wholeNumber } from '#grading/runner/numbers'
import { examples } from '../command-help.ts'
import { jobs, python, sandbox, userPackages } from '../options.ts'
import { blobs, queue, queueKey } from '../queue-options.ts'
import { sheetOption, withSheet } from '../sheet-option.ts'
import type { WorkerOptions } from './worker.ts'

/** Adds `assay worker`. */
export function workerCommand(program: Command, io: Io, done: (code: number) => void): void {
  program
    .command('worker')
    .description('grade for assay grade --queue, on this machine, until it is told to end (Ctrl-C or SIGTERM)')
    .addOption(queue('where submissions come from').makeOptionMandatory())
    .addOption(queueKey().makeOptionMandatory())
    .addOption(blobs())
    .addOption(jobs())
    .addOption(sandbox())
    .addOption(python())
    .addOption(userPackages())
    .addOption(
      new Option('--lost-after <seconds>', 'a worker that is silent for so long is taken for lost, and others get its submissions')
        .argParser(wholeNumber('--lost-after', 1, 3600))
        .default(30),
    )
    .addOption(
      new Option('--metrics-port <port>', 'serve OpenMetrics text at /metrics of this port').argParser(
        wholeNumber('--metrics-port', 1, 65_535),
      ),
    )
    .addOption(sheetOption())
    .addHelpText(
      'after',
      examples(
        'assay worker --queue redis://queue.example:6379 --queue-key queue.key',
        'assay worker --queue rediss://worker@queue.example --queue-key queue.key --blobs /shared/assay --jobs 8',
      ),
    )
    .action(async (options: WorkerOptions) => done(await (await import('./worker.ts')).worker(options, await withSheet(options, io))))
}
