import { ModelRefusal, quoted } from '../../refusal.ts'
import { readMessage } from './protobuf.ts'

/** Numbers of a model that lie in files beside it, as PyTorch writes them. */
export interface ExternalData {
  /** @throws ModelRefusal if there is no such file. */
  file(name: string): Uint8Array
}

/** @param read - a file beside the model, by its plain name; asked once for each. */
export function externalData(read: (name: string) => Uint8Array): ExternalData {
  const files = new Map<string, Uint8Array>()
  return {
    file(name) {
      const known = files.get(name)
      if (known !== undefined) return known
      // A model keeps all its numbers in one file.
      if (files.size >= 4) throw new ModelRefusal('keeps its numbers in more than 4 other files; save it with external_data=False')
      const bytes = besides(read, name)
      files.set(name, bytes)
      return bytes
    },
  }
}

function besides(read: (name: string) => Uint8Array, name: string): Uint8Array {
  try {
    return read(name)
  } catch (error) {
    if (!(error instanceof ModelRefusal)) throw error
    const instead = 'submit it under this name beside the model, or save the model with external_data=False'
    throw new ModelRefusal(`keeps its numbers in ${quoted(name)}, which was not submitted; ${instead}`)
  }
}

/**
 * The bytes that a tensor says it keeps in another file. Nothing is allocated: they are a part of the file that was read.
 *
 * @param entries - key and value, each a message of its own.
 * @param length - as long as the tensor's shape makes it.
 * @throws ModelRefusal unless they lie inside a file right beside the model.
 */
export function locationOf(entries: readonly Uint8Array[], name: string, length: number, external: ExternalData | undefined): Uint8Array {
  const said = new Map(
    entries
      .slice(0, 20)
      .map(readMessage)
      .map((entry) => [entry.text(1), entry.text(2)]),
  )
  const location = said.get('location') ?? ''
  if (external === undefined || !/^[\w. -]{1,100}$/.test(location) || /^\.+$/.test(location)) {
    const instead = 'save the model with external_data=False, or beside its data'
    throw new ModelRefusal(`keeps the numbers of ${quoted(name)} in another file, ${quoted(location)}, which is not read; ${instead}`)
  }
  const [offset, given] = [Number(said.get('offset') ?? 0), Number(said.get('length') ?? length)]
  const bytes = external.file(location)
  const inside = Number.isSafeInteger(offset) && offset >= 0 && offset + length <= bytes.length
  if (given !== length || !inside)
    throw new ModelRefusal(`has no ${length} bytes for ${quoted(name)} in ${quoted(location)}, which holds ${bytes.length}`)
  return bytes.subarray(offset, offset + length)
}
