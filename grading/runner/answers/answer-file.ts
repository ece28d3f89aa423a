import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statfsSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { deserialize, serialize } from 'node:v8'
import { constants, deflateRawSync, inflateRawSync } from 'node:zlib'
import { sum } from 'd3-array'
import type { KeptSession, KeptSubmission } from '../../engine/kept-answers.ts'
import { sha256 } from '../sha256.ts'

/** Folder of kept answers, in a folder of reports. */
export const ANSWERS = '.assay-answers'

/** Larger answers are those of networks to many images: asked again where they are needed. */
const MOST_BATCH_BYTES = 256 * 1024
const MOST_BYTES = 8 * 1024 * 1024
/** Where less is left, it is for results. */
const LEAST_FREE_BYTES = 64 * 1024 * 1024

/** What stands first in a file. The answers for each exercise come after it, so that one exercise is read without the others. */
interface Head {
  /** Of all that decides how the submission is opened. */
  readonly basis: string
  readonly kept: Omit<KeptSubmission, 'sessions'>
  /** In the order of their answers. */
  readonly sessions: readonly (Omit<KeptSession, 'batches'> & Part)[]
}

interface Part {
  readonly exercise: string
  readonly bytes: number
  readonly digest: string
}

/** Of the length of the head, at the beginning of a file. */
const LENGTH_BYTES = 4

/**
 * Writes what a submission answered, by the digest of the head, which holds those of the rest.
 *
 * @param basis - of all that decides how the submission is opened: only where it is equal, its answers are read again.
 * @returns the digest; nothing where it is too much, or cannot be written: then the submission is asked again.
 */
export function writeAnswers(folder: string, basis: string, kept: KeptSubmission): string | undefined {
  const { sessions, ...rest } = kept
  const answers = [...sessions].map(([exercise, { batches, ...session }]) => ({
    exercise,
    session,
    whole: serialize(withoutLarge(batches)),
  }))
  if (sum(answers, ({ whole }) => whole.length) > MOST_BYTES) return undefined
  const packed = answers.map((one) => ({ ...one, content: pack(one.whole) }))
  const parts = packed.map(({ exercise, session, content }) => ({ ...session, exercise, bytes: content.length, digest: sha256(content) }))
  const head = pack(serialize({ basis, kept: rest, sessions: parts } satisfies Head))
  const length = Buffer.alloc(LENGTH_BYTES)
  length.writeUInt32BE(head.length)
  return storeAnswers(folder, Buffer.concat([length, head, ...packed.map(({ content }) => content)]))
}

/**
 * Writes a file of answers, such as one that was made on another machine.
 * @returns its digest; nothing where it cannot be written.
 */
export function storeAnswers(folder: string, bytes: Buffer): string | undefined {
  const digest = sha256(headOf(bytes))
  const temporary = join(folder, `${digest}.${process.pid}`)
  try {
    if (freeBytes(dirname(folder)) < LEAST_FREE_BYTES) return undefined
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    writeFileSync(temporary, bytes, { mode: 0o600 })
    renameSync(temporary, join(folder, digest))
    return digest
  } catch {
    rmSync(temporary, { force: true })
    return undefined
  }
}

/** @returns the file, if it is there, with the head that was written. */
export function answerBytes(folder: string, digest: string): Buffer | undefined {
  try {
    const bytes = readFileSync(join(folder, digest))
    return sha256(headOf(bytes)) === digest ? bytes : undefined
  } catch {
    return undefined
  }
}

/**
 * @returns what was written, if it is there and of the same basis. Answers for an exercise are read once they are asked for; those that are not as they
 * were written count as none.
 */
export function readAnswers(folder: string, basis: string, digest: string): KeptSubmission | undefined {
  try {
    const file = answerBytes(folder, digest)
    if (file === undefined) return undefined
    const head = headOf(file)
    const { kept, sessions, ...found } = unpack(head) as Head
    if (found.basis !== basis) return undefined
    let from = LENGTH_BYTES + head.length
    const read = sessions.map(({ exercise, bytes, digest, ...session }) => {
      const content = file.subarray(from, from + bytes)
      from += bytes
      return [exercise, withBatches(session, () => batchesIn(content, digest))] as const
    })
    return { ...kept, sessions: new Map(read) }
  } catch {
    return undefined
  }
}

function withBatches(session: Omit<KeptSession, 'batches'>, read: () => KeptSession['batches']): KeptSession {
  let batches: KeptSession['batches'] | undefined
  return {
    ...session,
    get batches() {
      batches ??= read()
      return batches
    },
  }
}

function batchesIn(content: Buffer, digest: string): KeptSession['batches'] {
  try {
    return sha256(content) === digest ? (unpack(content) as KeptSession['batches']) : new Map()
  } catch {
    return new Map()
  }
}

function headOf(file: Buffer): Buffer {
  return file.length < LENGTH_BYTES ? file : file.subarray(LENGTH_BYTES, LENGTH_BYTES + file.readUInt32BE(0))
}

function pack(whole: Buffer): Buffer {
  return deflateRawSync(whole, { level: constants.Z_BEST_SPEED })
}

function unpack(content: Buffer): unknown {
  return deserialize(inflateRawSync(content, { maxOutputLength: MOST_BYTES }))
}

/** Removes what no result names any more. */
export function removeAnswers(folder: string, named: ReadonlySet<string>): void {
  try {
    for (const name of readdirSync(folder)) if (/^[0-9a-f]{64}(\.\d+)?$/.test(name) && !named.has(name)) rmSync(join(folder, name))
  } catch {
    // Nothing was kept, or it cannot be removed: it takes space only.
  }
}

function freeBytes(folder: string): number {
  const { bavail, bsize } = statfsSync(folder)
  return bavail * bsize
}

function withoutLarge(batches: KeptSession['batches']): KeptSession['batches'] {
  return new Map([...batches].filter(([, batch]) => serialize(batch).length <= MOST_BATCH_BYTES))
}
