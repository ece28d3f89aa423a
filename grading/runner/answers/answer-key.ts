import { createHash } from 'node:crypto'
import { encodeValue } from '#submissions/session/value-codec'
import { createSink, gathered } from '#submissions/session/wire-numbers'
import type { KeyOf } from '../../engine/kept-answers.ts'
import { type Args, nameKey } from '../../model/value.ts'

/** Digests by sha256 of what would be sent to a submission. Arguments that many submissions are given are read once. */
export function answerKeys(): KeyOf {
  const known = new WeakMap<Args, string>()
  const digestOf = (args: Args): string => {
    const sink = createSink()
    const text = args.map((value) => encodeValue(value, sink, 'int')).join()
    return createHash('sha256').update(`${text.length}:${text}`).update(gathered(sink)).digest('base64')
  }
  return (entry, argsList) => {
    const hash = createHash('sha256').update(JSON.stringify(nameKey(entry)))
    try {
      for (const args of argsList) {
        const digest = known.get(args) ?? digestOf(args)
        known.set(args, digest)
        hash.update(digest)
      }
    } catch {
      // Such arguments cannot be sent either.
      return undefined
    }
    return hash.digest('base64')
  }
}
