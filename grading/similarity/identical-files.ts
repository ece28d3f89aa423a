import { group } from 'd3-array'
import type { IdenticalFile, SimilarityResult } from '../model/similarity.ts'

export interface HashedFile {
  readonly submission: string
  readonly file: string
  readonly hash: string
}

/** A file that more than this share of the class has, and so many submissions, was given. */
const SHARE = 1 / 3
const FEWEST = 4

/**
 * Files that several submissions have, byte for byte.
 *
 * @param given - hashes of what was handed out.
 * @param apart - whether two submissions are of different people.
 */
export function identicalFiles(
  files: readonly HashedFile[],
  submissions: number,
  given: ReadonlySet<string>,
  apart: (left: string, right: string) => boolean,
): Pick<SimilarityResult, 'identical' | 'common'> {
  const identical: IdenticalFile[] = []
  const common: SimilarityResult['common'][number][] = []
  for (const [hash, copies] of group(files, (file) => file.hash)) {
    const [first] = copies
    const owners = new Set(copies.map(({ submission }) => submission))
    if (given.has(hash) || first === undefined || !copies.some((one) => apart(first.submission, one.submission))) continue
    if (owners.size >= FEWEST && owners.size > SHARE * submissions) common.push({ file: first.file, submissions: owners.size })
    else identical.push({ copies: copies.map(({ submission, file }) => ({ submission, file })) })
  }
  return { identical, common }
}
