import { spawnSync } from 'node:child_process'
import { runToEnd } from './command-line.ts'
import { type Figure, median, ms, under } from './figures.ts'

const ROUNDS = 10

/** Wall time of `assay --help`, beside that of a Node that does nothing: on a busy machine both grow. */
export async function helpStart(): Promise<readonly Figure[]> {
  const bare: number[] = []
  const help: number[] = []
  for (let i = 0; i < ROUNDS; i++) {
    const started = performance.now()
    spawnSync(process.execPath, ['-e', '0'])
    bare.push(performance.now() - started)
    help.push((await runToEnd(['--help'])).wallMs)
  }
  const low = median(bare)
  return [{ ...under('assay --help', median(help), 200), against: `${(median(help) / low).toFixed(2)} × ${ms(low)} (bare Node)` }]
}
