/**
 * `npm run mutate -- [folder or file …] [--jobs n] [--fresh]`: what the tests of trusted code would not notice. Without a name, all of it.
 * It takes minutes to hours: start it with `nice` on a machine that has other work.
 * Exits 1 if a mutant survives for no reason that is written down, or if a mutant was run without a test.
 */
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { EXIT, type ExitCode } from '#grading/runner/exit-codes'
import { wholeNumber } from '#grading/runner/numbers'
import { readReasons } from '#grading/runner/reasons'
import { UsageError } from '#grading/runner/usage-error'
import { type Mutant, mutantsIn } from './mutants.ts'
import { runStryker } from './run-stryker.ts'
import { trustedFiles } from './trusted-files.ts'
import { complaintsOf, scoresOf, scoreTable } from './verdict.ts'

async function mutate(words: readonly string[], root: string): Promise<ExitCode> {
  const { values, positionals } = parseArgs({
    args: [...words],
    options: { jobs: { type: 'string', default: '1' }, fresh: { type: 'boolean', default: false } },
    allowPositionals: true,
  })
  const files = trustedFiles(positionals, root)
  const jobs = wholeNumber('--jobs', 1, 64)(values.jobs)
  const reasons = readReasons(join(root, 'tools/mutate/survivors.json'))
  const mutants: Mutant[] = []
  const unreached: string[] = []
  for (const file of files) {
    const report = await runStryker(file, { root, jobs, fresh: values.fresh })
    if (report === undefined) unreached.push(`no test reaches ${file}`)
    else mutants.push(...mutantsIn(report))
  }
  const complaints = [...unreached, ...complaintsOf(mutants, files, reasons)]
  for (const complaint of complaints) process.stdout.write(`${complaint}\n`)
  process.stdout.write(`\n${scoreTable(scoresOf(mutants, reasons))}`)
  return complaints.length === 0 ? EXIT.ok : EXIT.belowBar
}

try {
  process.exitCode = await mutate(process.argv.slice(2), process.cwd())
} catch (error) {
  const isOurs = error instanceof UsageError || (error as NodeJS.ErrnoException).code?.startsWith('ERR_PARSE_ARGS') === true
  if (!isOurs) throw error
  process.stderr.write(`mutate: ${(error as Error).message}\n`)
  process.exitCode = EXIT.usage
}
