import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { deserialize, serialize } from 'node:v8'
import { deflateRawSync, inflateRawSync, constants as zlib } from 'node:zlib'
import { temporaryFolder } from '#submissions/temporary-folder'
import type { Earlier } from '../../engine/earlier.ts'
import { exactJson, parseExactJson } from '../../engine/exact-json.ts'
import type { GradedOn } from '../../engine/journal.ts'
import type { Pool } from '../grader/pool.ts'
import { type Blobs, isDigest } from './blobs.ts'
import type { Job, StoredResult } from './messages.ts'
import { unpackFolder } from './pack-folder.ts'

const MOST_RESULT_BYTES = 64 * 1024 * 1024

export interface JobWork {
  readonly pool: Pick<Pool, 'grade'>
  readonly blobs: Blobs
  readonly machine: GradedOn
  /** Whether the machine had more to do than it could, since then. */
  overloadedSince(time: number): boolean
  now(): number
  /** Whether the worker is ending: then nothing that goes wrong is told of the submission. */
  stopping(): boolean
}

/**
 * Grades one submission as it would be graded where the class lies.
 *
 * @throws Error if it could not be fetched, or the worker is ending: then it is given to another.
 */
export async function gradeJob({ run, handIn, blob, earlier, answers }: Job, work: JobWork): Promise<StoredResult> {
  const { pool, blobs, machine } = work
  const folder = await temporaryFolder('assay-job-')
  try {
    const path = join(folder.path, 'submission')
    await unpackFolder(await blobs.get(run, blob), path)
    const kept = join(folder.path, 'answers')
    await mkdir(kept, { mode: 0o700 })
    if (isDigest(answers)) await writeFile(join(kept, answers), await blobs.get(run, answers))
    const wish = { folder: kept, ...(isDigest(answers) ? { digest: answers } : {}) }
    const before = earlier === undefined ? {} : { earlier: parseExactJson(earlier) as Earlier }
    let digest: string | undefined
    const began = work.now()
    const told = await pool
      .grade({ ...handIn, path }, { ...before, answers: wish, onAnswers: (given) => (digest = given) })
      .then((result) => ({ result: exactJson(result) }))
      .catch((error: unknown) => {
        if (work.stopping()) throw error
        return { failed: error instanceof Error ? error.message : String(error) }
      })
    const own = digest === undefined ? {} : { answers: await readFile(join(kept, digest)) }
    return { ...told, ...own, overloaded: work.overloadedSince(began), machine }
  } finally {
    await folder.remove()
  }
}

export function packResult(stored: StoredResult): Buffer {
  return deflateRawSync(serialize(stored), { level: zlib.Z_BEST_SPEED })
}

/** @param bytes - of a worker that has shown that it has the key. */
export function unpackResult(bytes: Buffer): StoredResult {
  return deserialize(inflateRawSync(bytes, { maxOutputLength: MOST_RESULT_BYTES })) as StoredResult
}
