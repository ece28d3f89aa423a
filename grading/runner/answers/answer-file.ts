import { createHash } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statfsSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { deserialize, serialize } from 'node:v8'
import { constants, deflateRawSync, inflateRawSync } from 'node:zlib'
import type { KeptSubmission } from '../../engine/kept-answers.ts'

/** Folder of kept answers, in a folder of reports. */
export const ANSWERS = '.assay-answers'

/** Larger answers are those of networks to many images: asked again where they are needed. */
const MOST_BATCH_BYTES = 256 * 1024
const MOST_BYTES = 4 * 1024 * 1024
/** Where less is left, it is for results. */
const LEAST_FREE_BYTES = 64 * 1024 * 1024

interface Packed {
  /** Of all that decides how the submission is opened. */
  readonly basis: string
  readonly kept: KeptSubmission
}

/**
 * Writes what a submission answered, by the digest of what is written.
 *
 * @param basis - of all that decides how the submission is opened: only where it is equal, its answers are read again.
 * @returns the digest; nothing where it is too much, or cannot be written: then the submission is asked again.
 */
export function writeAnswers(folder: string, basis: string, kept: KeptSubmission): string | undefined {
  const whole = serialize({ basis, kept: withoutLarge(kept) } satisfies Packed)
  if (whole.length > MOST_BYTES) return undefined
  return storeAnswers(folder, deflateRawSync(whole, { level: constants.Z_BEST_SPEED }))
}

/**
 * Writes a file of answers, such as one that was made on another machine.
 * @returns its digest; nothing where it cannot be written.
 */
export function storeAnswers(folder: string, bytes: Buffer): string | undefined {
  const digest = digestOf(bytes)
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

/** @returns the file as it was written, if it is there and whole. */
export function answerBytes(folder: string, digest: string): Buffer | undefined {
  try {
    const bytes = readFileSync(join(folder, digest))
    return digestOf(bytes) === digest ? bytes : undefined
  } catch {
    return undefined
  }
}

/** @returns what was written, if it is there, whole, and of the same basis. */
export function readAnswers(folder: string, basis: string, digest: string): KeptSubmission | undefined {
  try {
    const bytes = answerBytes(folder, digest)
    if (bytes === undefined) return undefined
    const packed = deserialize(inflateRawSync(bytes, { maxOutputLength: MOST_BYTES })) as Packed
    return packed.basis === basis ? packed.kept : undefined
  } catch {
    return undefined
  }
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

function withoutLarge(kept: KeptSubmission): KeptSubmission {
  const sessions = [...kept.sessions].map(([id, session]) => {
    const batches = [...session.batches].filter(([, batch]) => serialize(batch).length <= MOST_BATCH_BYTES)
    return [id, { ...session, batches: new Map(batches) }] as const
  })
  return { ...kept, sessions: new Map(sessions) }
}

function digestOf(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex')
}
