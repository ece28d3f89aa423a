import type { Command } from 'commander'
import type { Io } from '#grading/runner/io'
import { examples } from '../command-help.ts'
import type { DiffOptions } from './diff.ts'

/** Adds `assay diff`. */
export function diffCommand(program: Command, io: Io, done: (code: number) => void): void {
  program
    .command('diff')
    .description('compare the grades of two runs: who moves, by how much, by which check and why')
    .argument('<before>', 'report directory of a graded class, or a journal in it')
    .argument('<after>', 'report directory or journal to compare with')
    .option('--out <dir>', 'also write index.html and diff.json to this folder')
    .option('--exit-code', 'exit with 1 if a grade differs (default: 0 whatever differs)')
    .addHelpText(
      'after',
      examples(
        'assay diff results results-corrected',
        'assay diff results results-corrected --out changes',
        'assay diff results/journal.previous.jsonl results --exit-code',
      ),
    )
    .action(async (before: string, after: string, options: DiffOptions) =>
      done(await (await import('./diff.ts')).diff(before, after, options, io)),
    )
}
