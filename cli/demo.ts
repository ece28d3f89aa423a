/** `npm run demo`: grades our own sample class, which can be trusted, in a sandbox if this machine has one and without one if not. */
import { sandboxes } from '../submissions/index.ts'
import { processIo } from './io.ts'
import { run } from './run.ts'

const interrupt = new AbortController()
process.once('SIGINT', () => interrupt.abort())

const [strongest] = sandboxes
const { available, says } = (await strongest?.probe()) ?? { available: false, says: 'there is no sandbox' }
process.stderr.write(
  available
    ? `demo: each hand-in runs in the sandbox ${strongest?.name}\n`
    : `demo: no sandbox here (${says}); the sample class is ours, so it is graded with --sandbox process\n`,
)
const words = ['grade', 'submissions/examples', '--out', 'assay-out', '--sandbox', available ? 'auto' : 'process', ...process.argv.slice(2)]
process.exitCode = await run(words, processIo(interrupt.signal))
