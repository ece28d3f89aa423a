const MAX_TEXT = 4 * 1024
const NOT_IMPLEMENTED = /not[ _-]?(?:yet )?implemented/i
/** Where programs and copies lie on this machine. */
const HOST_FOLDER = /(?:file:\/\/)?\/[^\s()'"]{0,400}\/(?:assay-[^\s()'"/]*|node_modules)\/(?:[^\s()'"/]+\/)*/g
/** A frame of the mapped stack: `at softmax (submission:submission.ts:3:9)`. */
const FRAME = /submission:(.+?):(\d+):(\d+)\)?\s*$/

// Taken before a submission is loaded, which may replace them.
const { exec, test } = RegExp.prototype
const { apply } = Reflect
const { stringify } = JSON
const { split, slice, replace } = String.prototype
const { join } = Array.prototype

/**
 * The JSON of an error that student code threw, with the place in the student's own file. Whatever was thrown, this does not throw.
 *
 * @param root - the staged folder, whose path is kept out of messages.
 */
export function describeError(thrown: unknown, kind: string | undefined, root: string): string {
  let name = 'Error'
  let message = ''
  let stack = ''
  try {
    if (typeof thrown === 'object' && thrown !== null) {
      const error = thrown as { name?: unknown; message?: unknown; stack?: unknown }
      name = typeof error.name === 'string' ? error.name : 'Error'
      message = typeof error.message === 'string' ? error.message : ''
      stack = typeof error.stack === 'string' ? error.stack : ''
    } else {
      name = `thrown ${typeof thrown}`
      message = String(thrown)
    }
  } catch {
    message = 'an unreadable error'
  }
  const decided = kind ?? (apply(test, NOT_IMPLEMENTED, [message]) ? 'not-implemented' : 'exception')
  const text = cut(withoutHost(replaceAll(cut(message), `${root}/`, '')))
  return `{"kind":"${decided}","name":${stringify(cut(name))},"message":${stringify(text)}${placeIn(stack)}}`
}

function placeIn(stack: string): string {
  const lines = apply(split, stack, ['\n']) as string[]
  for (let i = 0; i < lines.length; i++) {
    const match = apply(exec, FRAME, [lines[i]]) as RegExpExecArray | null
    if (match !== null) return `,"file":${stringify(decoded(match[1] as string))},"line":${match[2]},"column":${match[3]}`
  }
  return ''
}

function decoded(file: string): string {
  try {
    return decodeURIComponent(file)
  } catch {
    return file
  }
}

/** A stack that a student put into words names files of Assay, which lie elsewhere in every run. */
function withoutHost(text: string): string {
  try {
    return apply(replace, text, [HOST_FOLDER, '']) as string
  } catch {
    return text
  }
}

function replaceAll(text: string, part: string, by: string): string {
  return apply(join, apply(split, text, [part]), [by]) as string
}

function cut(text: string): string {
  return apply(slice, text, [0, MAX_TEXT]) as string
}
