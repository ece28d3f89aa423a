import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { fakeIo } from '#tools/testing/fake-io'
import { temporaryFolder } from '#tools/testing/temporary-folder'
import type { Submission } from '../../model/submission.ts'
import { UsageError } from '../usage-error.ts'
import { watch } from './watch.ts'

function scene() {
  const folder = temporaryFolder({ 'a.py': 'one' })
  const controller = new AbortController()
  const io = fakeIo({ signal: controller.signal })
  const read = () => readFileSync(join(folder, 'a.py'), 'utf8')
  const open = async (): Promise<Submission> => {
    if (read() === 'broken') throw new UsageError('a.py: cannot be read')
    return { hash: read(), close: async () => undefined } as Submission
  }
  const save = (content: string) => writeFileSync(join(folder, 'a.py'), content)
  return { folder, io, open, save, end: () => controller.abort() }
}

describe('watch', () => {
  it('looks again after a change and ends on Ctrl-C', async () => {
    const { folder, io, open, save, end } = scene()
    const seen: string[] = []
    const round = async (submission: Submission) => {
      seen.push(submission.hash)
      if (submission.hash === 'one') save('two')
      else end()
    }
    await watch(folder, { first: await open(), open, round }, io)
    expect(seen).toEqual(['one', 'two'])
  })

  it('does not look again when a save changes nothing', async () => {
    const { folder, io, open, save, end } = scene()
    const seen: string[] = []
    let opened = 0
    const counting = async () => {
      opened++
      if (opened === 1) setImmediate(() => save('two'))
      return open()
    }
    const round = async (submission: Submission) => {
      seen.push(submission.hash)
      if (submission.hash === 'one') save('one')
      else end()
    }
    await watch(folder, { first: await open(), open: counting, round }, io)
    expect(opened).toBeGreaterThan(1)
    expect(seen).toEqual(['one', 'two'])
  })

  it('gives up a round that is under way for a newer one', async () => {
    const { folder, io, open, save, end } = scene()
    const gaveUp: string[] = []
    const round = (submission: Submission, signal: AbortSignal) =>
      new Promise<void>((resolve) => {
        signal.addEventListener('abort', () => {
          gaveUp.push(submission.hash)
          resolve()
        })
        if (submission.hash === 'one') save('two')
        else end()
      })
    await watch(folder, { first: await open(), open, round }, io)
    expect(gaveUp).toEqual(['one', 'two'])
  })

  it('says what cannot be read and goes on with the next save', async () => {
    const { folder, io, open, save, end } = scene()
    const seen: string[] = []
    const reopen = async () => {
      try {
        return await open()
      } catch (error) {
        setImmediate(() => save('one'))
        throw error
      }
    }
    const round = async (submission: Submission) => {
      seen.push(submission.hash)
      if (seen.length === 1) save('broken')
      else end()
    }
    await watch(folder, { first: await open(), open: reopen, round }, io)
    expect(seen).toEqual(['one', 'one'])
    expect(io.stderr()).toContain('assay: a.py: cannot be read\n')
  })

  it('ends with the error of a round that fails', async () => {
    const { folder, io, open } = scene()
    const round = async () => {
      throw new Error('a bug of ours')
    }
    await expect(watch(folder, { first: await open(), open, round }, io)).rejects.toThrow('a bug of ours')
  })
})
