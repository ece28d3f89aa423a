/** `npm run demo`: grades our own sample class, which can be trusted, in a sandbox if this machine has one and without one if not. */
import { interrupt } from '#cli/interrupt'

const { sandboxes } = await import('#submissions')
const { processIo } = await import('#grading/runner/io')
const { run } = await import('#cli/run')

const [strongest] = sandboxes
const { available, says } = (await strongest?.probe()) ?? { available: false, says: 'there is no sandbox' }
process.stderr.write(
  available
    ? `demo: each submission runs in the sandbox ${strongest?.name}\n`
    : `demo: no sandbox here (${says}); the sample class is trusted, so it is graded with --sandbox process\n`,
)
const words = [
  'grade',
  'examples/class',
  '--out',
  'assay-out',
  '--sandbox',
  available ? 'auto' : 'process',
  '--seed',
  '7',
  ...process.argv.slice(2),
]
process.exitCode = await run(words, processIo(interrupt))
