import type { Finding } from '../../grading/model/finding.ts'
import { readFrame, writeFrame } from '../adapters/javascript/channel.ts'
import { ALIVE, CALL, MAX_BIN_BYTES, NO_NONCE, RESULT, START } from '../session/frame.ts'

// Runs in the sandbox: `node reader.cjs`. It answers tasks of the grading process, one after the other, and keeps nothing of them. Whatever
// goes wrong ends it: who asked finds out whose fault that is.

interface Answer {
  readonly json: unknown
  readonly bytes?: Uint8Array
}

type Request = Readonly<Record<string, unknown>>

const NOTHING = new Uint8Array(0)

async function answered(request: Request, bytes: Buffer, nonce: Uint8Array): Promise<Answer> {
  switch (request.op) {
    case 'bundle': {
      const { bundle } = await import('../adapters/javascript/bundle.ts')
      const { alone, entry, root } = request as { readonly alone?: string; readonly entry: string; readonly root: string }
      const names = alone === undefined ? (JSON.parse(bytes.toString('utf8')) as string[]) : [entry]
      const read = (file: string): string => alone ?? fileOf(file, nonce).toString('utf8')
      const bundled = await bundle({ root, names: new Set(names), read }, entry)
      if (!bundled.ok) return { json: { ok: false, fault: bundled.fault } }
      return { json: { ok: true, format: bundled.format, tensors: bundled.tensors }, bytes: bundled.code }
    }
    case 'notebook': {
      const { readNotebook } = await import('../adapters/notebook/nbformat.ts')
      const { toPython } = await import('../adapters/notebook/to-python.ts')
      const { draws } = await import('../adapters/python/draws.ts')
      const notebook = readNotebook(bytes, request.file as string)
      if (!notebook.ok) return { json: notebook }
      const { sources, remarks } = toPython(notebook.cells)
      const json = { ok: true, cells: sources.length, draws: sources.some(draws), remarks: remarks.map(sentence) }
      return { json, bytes: Buffer.from(JSON.stringify(sources)) }
    }
    case 'outputs': {
      const { outputPictures } = await import('../adapters/notebook/output-pictures.ts')
      const found = outputPictures(bytes).map(({ cell, number, base64 }) => ({ cell, number, png: Buffer.from(base64, 'base64') }))
      return {
        json: found.map(({ cell, number, png }) => ({ cell, number, bytes: png.length })),
        bytes: Buffer.concat(found.map(({ png }) => png)),
      }
    }
    case 'manifest': {
      const { readManifest } = await import('../intake/manifest.ts')
      const { declared, ...rest } = readManifest(bytes.toString('utf8'), request.name as string)
      return { json: {}, bytes: Buffer.from(JSON.stringify({ ...rest, declared: [...declared] })) }
    }
    case 'answers': {
      const { writtenAnswers } = await import('../intake/written-answers.ts')
      const { file, more, exercises } = request as { readonly file: string; readonly more: boolean; readonly exercises: readonly string[] }
      const { answers, remarks } = writtenAnswers(bytes, { file, more, exercises })
      return { json: { remarks }, bytes: Buffer.from(JSON.stringify([...answers])) }
    }
    case 'picture': {
      const { decodePicture } = await import('../intake/pictures/decode-picture.ts')
      const decoded = decodePicture(bytes, '')
      if (!decoded.ok) return { json: decoded }
      const { width, height, pixels, shown } = decoded.picture
      return {
        json: { ok: true, width, height, pixels: [pixels.width, pixels.height], shown: [shown.width, shown.height] },
        bytes: Buffer.concat([pixels.data, Buffer.from(shown.png, 'base64')]),
      }
    }
    default:
      throw new Error('there is no such task')
  }
}

function sentence(finding: Finding): string {
  return finding.code === 'remark' ? finding.says : ''
}

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
    const { json, bytes = NOTHING } = await answered(JSON.parse(frame.json) as Request, frame.bin as Buffer, nonce)
    if (bytes.length > MAX_BIN_BYTES) throw new Error('more than a frame can carry')
    writeFrame(RESULT, nonce, JSON.stringify(json), bytes)
  }
}

void main().catch((error: unknown) => {
  process.stderr.write(`error: ${error instanceof Error ? error.message : 'unknown'}\n`)
  process.exit(1)
})
