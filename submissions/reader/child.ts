import { readFrame, writeFrame } from '../adapters/javascript/channel.ts'
import { ALIVE, CALL, MAX_BIN_BYTES, NO_NONCE, RESULT, START } from '../session/frame.ts'
import { answerTask, type Request } from './answer-task.ts'

// Runs in the sandbox: `node reader.cjs`. It answers tasks of the grading process, one after the other, and keeps nothing of them. Whatever
// goes wrong ends it: who asked finds out whose fault that is.

const NOTHING = new Uint8Array(0)

/** Asks for a file of the submission that is read. */
function fileOf(file: string, nonce: Uint8Array): Buffer {
  writeFrame(CALL, nonce, JSON.stringify({ file }))
  const frame = readFrame()
  if (frame?.header.type !== RESULT) throw new Error('no file came')
  return frame.bin as Buffer
}

async function main(): Promise<void> {
  writeFrame(ALIVE, NO_NONCE, '{}')
  if (readFrame()?.header.type !== START) process.exit(1)
  for (;;) {
    const frame = readFrame()
    if (frame?.header.type !== CALL) process.exit(0)
    const { nonce } = frame.header
    const { json, bytes = NOTHING } = await answerTask(JSON.parse(frame.json) as Request, frame.bin as Buffer, (file) =>
      fileOf(file, nonce),
    )
    if (bytes.length > MAX_BIN_BYTES) throw new Error('more than a frame can carry')
    writeFrame(RESULT, nonce, JSON.stringify(json), bytes)
  }
}

void main().catch((error: unknown) => {
  process.stderr.write(`error: ${error instanceof Error ? error.message : 'unknown'}\n`)
  process.exit(1)
})
