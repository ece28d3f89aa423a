import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { temporaryFolder } from '#tools/testing/temporary-folder'
import type { KeptSubmission } from '../../engine/kept-answers.ts'
import type { Value } from '../../model/value.ts'
import { readAnswers, removeAnswers, writeAnswers } from './answer-file.ts'

function answering(...values: readonly Value[]): KeptSubmission {
  const batches = new Map(
    values.map((value, i) => [`key ${i}`, { answers: [{ ok: true, value, usage: { ms: 1 } } as const], isVisible: true }]),
  )
  return {
    ...{ kind: 'python', hash: 'h', declared: new Map([['sign', 'minus']]), answers: new Map(), remarks: [] },
    ...{ files: new Map(), lines: new Map([['1 a.py', undefined]]), output: { stdout: '', stderr: '' }, asked: [] },
    sessions: new Map([['unit/one', { batches, missing: new Map(), canBeginAfresh: true }]]),
  }
}

describe('kept answers', () => {
  it('come back as they were, every bit of a number included', () => {
    const folder = temporaryFolder()
    const tensor = { dtype: 'float32', shape: [2], data: new Float32Array([0.1, Number.NaN]) } as const
    const kept = answering(-0, Number.NEGATIVE_INFINITY, tensor, new Map([['w', [null, true]]]))
    const digest = writeAnswers(folder, 'basis', kept) as string
    expect(readAnswers(folder, 'basis', digest)).toStrictEqual(kept)
  })

  it('are not there for another basis, once changed, or where there are none', () => {
    const folder = temporaryFolder()
    const digest = writeAnswers(folder, 'basis', answering(1)) as string
    expect(readAnswers(folder, 'other', digest)).toBeUndefined()
    expect(readAnswers(folder, 'basis', digest.replace(/^./, 'x'))).toBeUndefined()
    const bytes = readFileSync(join(folder, digest))
    writeFileSync(join(folder, digest), bytes.subarray(1))
    expect(readAnswers(folder, 'basis', digest)).toBeUndefined()
  })

  it('count as none for an exercise where they are not as they were written', () => {
    const folder = temporaryFolder()
    const digest = writeAnswers(folder, 'basis', answering(1)) as string
    const bytes = readFileSync(join(folder, digest))
    const [whole, changed] = [readAnswers(folder, 'basis', digest), Buffer.from(bytes).fill(0, 4 + bytes.readUInt32BE(0))]
    writeFileSync(join(folder, digest), changed)
    const read = readAnswers(folder, 'basis', digest)
    expect(read?.hash).toBe('h')
    expect(read?.sessions.get('unit/one')?.batches.size).toBe(0)
    expect(whole?.sessions.get('unit/one')?.batches.size).toBe(1)
    // One byte less than the digest of the last part is of.
    writeFileSync(join(folder, digest), bytes.subarray(0, -1))
    expect(readAnswers(folder, 'basis', digest)?.sessions.get('unit/one')?.batches.size).toBe(0)
  })

  it('leave out what is large', () => {
    const folder = temporaryFolder()
    const images = { dtype: 'float64', shape: [40_000], data: new Float64Array(40_000) } as const
    const digest = writeAnswers(folder, 'basis', answering(1, images)) as string
    expect([...(readAnswers(folder, 'basis', digest)?.sessions.get('unit/one')?.batches.keys() ?? [])]).toEqual(['key 0'])
  })

  it('go when no result names them any more, and other files stay', () => {
    const folder = temporaryFolder({ 'notes.txt': '' })
    const [one, two] = [writeAnswers(folder, 'basis', answering(1)), writeAnswers(folder, 'basis', answering(2))] as [string, string]
    removeAnswers(folder, new Set([one]))
    expect(readdirSync(folder).sort()).toEqual([one, 'notes.txt'].sort())
    expect(one).not.toBe(two)
  })
})
