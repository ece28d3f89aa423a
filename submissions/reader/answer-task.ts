import type { Finding } from '#grading/model/finding'
import type { AnswersFile } from '../intake/written-answers.ts'

export interface Answer {
  readonly json: unknown
  readonly bytes?: Uint8Array
}

export type Request = Readonly<Record<string, unknown>>

/**
 * Parses what a task is about.
 *
 * @param fileOf - a file of the submission that an import leads to.
 * @throws Error where a parser breaks.
 */
export async function answerTask(request: Request, bytes: Buffer, fileOf: (name: string) => Buffer): Promise<Answer> {
  switch (request.op) {
    case 'bundle': {
      const { bundle } = await import('../adapters/javascript/bundle.ts')
      const { alone, entry, root } = request as { readonly alone?: string; readonly entry: string; readonly root: string }
      const names = alone === undefined ? (JSON.parse(bytes.toString('utf8')) as string[]) : [entry]
      const read = (file: string): string => alone ?? fileOf(file).toString('utf8')
      const bundled = await bundle({ root, names: new Set(names), read }, entry)
      if (!bundled.ok) return { json: { ok: false, fault: bundled.fault } }
      return { json: { ok: true, format: bundled.format, tensors: bundled.tensors }, bytes: bundled.code }
    }
    case 'notebook': {
      const { readNotebook } = await import('../adapters/notebook/nbformat.ts')
      const { toPython } = await import('../adapters/notebook/to-python.ts')
      const { draws } = await import('../adapters/python/draws.ts')
      if (isUtf16(bytes)) {
        const message = `${request.file as string} is encoded in UTF-16, which no notebook is; save it in UTF-8`
        return { json: { ok: false, fault: { kind: 'load-error', name: '', message } } }
      }
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
      const { readManifest, writtenPairs } = await import('../intake/manifest.ts')
      const { declared, ...rest } = readManifest(bytes.toString('utf8'), request.name as string)
      return { json: {}, bytes: Buffer.from(JSON.stringify({ ...rest, declared: writtenPairs(declared) })) }
    }
    case 'answers': {
      const { writtenAnswers } = await import('../intake/written-answers.ts')
      const { answers, remarks } = writtenAnswers(bytes, request as unknown as AnswersFile)
      return { json: { remarks }, bytes: Buffer.from(JSON.stringify([...answers])) }
    }
    case 'functions': {
      const { functionsIn, writtenText } = await import('../intake/written-functions.ts')
      const file = request.file as string
      const { bound, words, takesFrom } = functionsIn(writtenText(fileOf(file), file), JSON.parse(bytes.toString('utf8')))
      return { json: {}, bytes: Buffer.from(JSON.stringify({ bound: [...bound], words: [...words], takesFrom: [...takesFrom] })) }
    }
    case 'state-dict': {
      const { notesOfStateDict } = await import('../adapters/model/formats/declared/wanted.ts')
      const { file, name, declaration } = request as { readonly file: string; readonly name: string; readonly declaration: string }
      return { json: { notes: await notesOfStateDict(fileOf(file), name, fileOf(declaration)) } }
    }
    case 'tokens': {
      const { answerTokens } = await import('../tokens/answer-tokens.ts')
      return answerTokens(request as never, bytes)
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

/** By its byte order mark, or by a 0 beside its first letter. */
function isUtf16([first, second]: Uint8Array): boolean {
  return (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff) || (first === 0) !== (second === 0)
}

function sentence(finding: Finding): string {
  return finding.code === 'remark' ? finding.says : ''
}
