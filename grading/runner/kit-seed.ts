import { randomBytes, scryptSync, timingSafeEqual } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { UsageError } from './usage-error.ts'

/** Lies beside a kit, not in it. */
export const KIT_SEED_FILE = 'assay-kit.seed.json'

const DIGEST_BYTES = 32

/**
 * Keeps by which seed a kit was made, as a salted digest: enough to recognise the seed. There are 2³¹ of them, so the digest is a slow
 * one: all of them take years.
 */
export function writeKitSeed(folder: string, seed: number): void {
  const salt = randomBytes(16).toString('hex')
  writeFileSync(join(folder, KIT_SEED_FILE), `${JSON.stringify({ salt, digest: digestOf(seed, salt).toString('hex') })}\n`)
}

/**
 * @param file - as written beside the kit.
 * @throws UsageError if it is no such file.
 */
export function isSeedOfKit(seed: number, file: string): boolean {
  const { salt, digest } = readRecord(file)
  return timingSafeEqual(digestOf(seed, salt), Buffer.from(digest, 'hex'))
}

function digestOf(seed: number, salt: string): Buffer {
  return scryptSync(String(seed), salt, DIGEST_BYTES)
}

function readRecord(file: string): { readonly salt: string; readonly digest: string } {
  try {
    const { salt, digest } = JSON.parse(readFileSync(file, 'utf8')) as { readonly salt?: unknown; readonly digest?: unknown }
    const isHex = (text: unknown, bytes: number): text is string =>
      typeof text === 'string' && new RegExp(`^[\\da-f]{${2 * bytes}}$`).test(text)
    if (isHex(salt, 16) && isHex(digest, DIGEST_BYTES)) return { salt, digest }
  } catch {
    // Said below.
  }
  throw new UsageError(`${basename(file)} contains no seed digest as assay kit writes it; build the kit again`)
}
