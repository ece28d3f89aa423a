import { spawnSync } from 'node:child_process'
import { GRADER_FLAGS } from '#grading/runner/grader/fork-grader'
import { backends } from './backends.ts'
import { checkLatency } from './check-latency.ts'
import { classRun } from './class-run.ts'
import { type Figure, table } from './figures.ts'
import { fixedCost } from './fixed-cost.ts'
import { helpStart } from './help-start.ts'
import { memoryPressure } from './memory-pressure.ts'
import { networks } from './networks.ts'
import { oracles } from './oracles.ts'
import { queue } from './queue.ts'
import { readerCost } from './reader-cost.ts'
import { regrade } from './regrade.ts'
import { sandboxCost } from './sandbox-cost.ts'
import { submissionCpu } from './submission-cpu.ts'
import { torchCpu } from './torch-cpu.ts'

/** `npm run bench` measures everything, `npm run bench -- cpu help` only these. */
const PARTS: Readonly<Record<string, () => Promise<readonly Figure[]>>> = {
  help: helpStart,
  check: checkLatency,
  /** What has a goal. */
  fixed: async () => [...(await submissionCpu()), ...(await fixedCost())],
  cpu: submissionCpu,
  torch: torchCpu,
  reader: readerCost,
  sandbox: sandboxCost,
  memory: memoryPressure,
  class: classRun,
  regrade,
  queue,
  oracles,
  backends,
  networks,
}

const chosen = process.argv.slice(2)
const unknown = chosen.filter((name) => !Object.hasOwn(PARTS, name))
if (unknown.length > 0) {
  process.stderr.write(`bench: there is no part ${unknown.join(', ')}; the parts are ${Object.keys(PARTS).join(', ')}\n`)
  process.exitCode = 2
} else if (GRADER_FLAGS.some((flag) => !process.execArgv.includes(flag))) {
  // Grading is measured as it runs.
  const args = [...process.execArgv, ...GRADER_FLAGS, ...process.argv.slice(1)]
  process.exitCode = spawnSync(process.execPath, args, { stdio: 'inherit' }).status ?? 1
} else {
  const figures: Figure[] = []
  for (const [name, measure] of Object.entries(PARTS)) {
    if (chosen.length > 0 && !chosen.includes(name)) continue
    process.stderr.write(`measuring ${name} …\n`)
    figures.push(...(await measure()))
  }
  process.stdout.write(table(figures))
}
