/** `npm run demo`: grades our own sample course, which can be trusted, in a sandbox if this machine has one and without one if not. */
import { existsSync } from 'node:fs'
import { interrupt } from '#cli/interrupt'

const { sandboxes } = await import('#submissions')
const { processIo } = await import('#grading/runner/io')
const { run } = await import('#cli/run')
const { EXIT } = await import('#grading/runner/exit-codes')

const [strongest] = sandboxes
const { available, says } = (await strongest?.probe()) ?? { available: false, says: 'there is no sandbox' }
process.stderr.write(
  available
    ? `demo: each submission runs in the sandbox ${strongest?.name}\n`
    : `demo: no sandbox here (${says}); the sample course is trusted, so it is graded with --sandbox process\n`,
)
const words = [
  'grade',
  'examples/course/submissions',
  '--out',
  'assay-out',
  '--sandbox',
  available ? 'auto' : 'process',
  '--seed',
  '7',
  ...process.argv.slice(2),
]
const code = await run(words, processIo(interrupt))
const incomplete = code === EXIT.couldNotJudge && existsSync('assay-out/index.html')
if (incomplete)
  process.stderr.write(
    'demo: some submissions could not be graded on this machine and lose no points; assay-out/index.html says which and why (npx assay doctor shows what is missing)\n',
  )
process.exitCode = incomplete ? EXIT.ok : code
