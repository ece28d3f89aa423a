import { describe, expect, it } from 'vitest'
import { gradeBatch } from './batch.ts'

/** Promises that the test settles by hand. */
function gates(names: readonly string[]) {
  const open = new Map<string, () => void>()
  const opened = new Map(names.map((name) => [name, new Promise<void>((resolve) => open.set(name, resolve))]))
  return { open: (name: string) => open.get(name)?.(), wait: (name: string) => opened.get(name) as Promise<void> }
}

const failed = (item: string, error: unknown) => `${item} failed: ${(error as Error).message}`

describe('gradeBatch', () => {
  it('returns results in the order of the items when they finish in another', async () => {
    const gate = gates(['a', 'b', 'c'])
    const finished: string[] = []
    const done = gradeBatch(['a', 'b', 'c'], {
      jobs: 3,
      gradeOne: async (item) => {
        await gate.wait(item)
        return item.toUpperCase()
      },
      failed,
      onDone: (result, item) => {
        finished.push(result)
        if (item === 'c') gate.open('b')
        if (item === 'b') gate.open('a')
      },
    })
    gate.open('c')
    expect(await done).toEqual(['A', 'B', 'C'])
    expect(finished).toEqual(['C', 'B', 'A'])
  })

  it('rejects, and starts nothing more, where a failure is none that an item can have', async () => {
    const started: string[] = []
    const done = gradeBatch(['a', 'b', 'c'], {
      jobs: 1,
      gradeOne: async (item) => {
        started.push(item)
        if (item === 'b') throw new Error('machines disagree')
        return item
      },
      failed: (_item, error) => {
        throw error
      },
    })
    await expect(done).rejects.toThrow('machines disagree')
    expect(started).toEqual(['a', 'b'])
  })

  it('never runs more than `jobs` at a time', async () => {
    let running = 0
    let most = 0
    await gradeBatch([...'abcdefgh'], {
      jobs: 2,
      gradeOne: async (item) => {
        most = Math.max(most, ++running)
        await new Promise((resolve) => setImmediate(resolve))
        running--
        return item
      },
      failed,
    })
    expect(most).toBe(2)
  })

  it('goes on after an item whose grading throws', async () => {
    const results = await gradeBatch(['a', 'b', 'c'], {
      jobs: 1,
      gradeOne: async (item) => {
        if (item === 'b') throw new Error('a bug of ours')
        return item
      },
      failed,
    })
    expect(results).toEqual(['a', 'b failed: a bug of ours', 'c'])
  })

  it('starts nothing after the signal and leaves out what was under way', async () => {
    const controller = new AbortController()
    const started: string[] = []
    const kept: string[] = []
    const results = await gradeBatch(['a', 'b', 'c'], {
      jobs: 1,
      gradeOne: async (item) => {
        started.push(item)
        if (item === 'b') controller.abort()
        return item
      },
      failed,
      onDone: (result) => void kept.push(result),
      signal: controller.signal,
    })
    expect(started).toEqual(['a', 'b'])
    expect(kept).toEqual(['a'])
    expect(results).toEqual(['a'])
  })

  it('stops and rejects when a result cannot be kept', async () => {
    const started: string[] = []
    const batch = gradeBatch(['a', 'b', 'c'], {
      jobs: 1,
      gradeOne: async (item) => {
        started.push(item)
        return item
      },
      failed,
      onDone: async () => {
        throw new Error('ENOSPC')
      },
    })
    await expect(batch).rejects.toMatchObject({ message: 'ENOSPC' })
    expect(started).toEqual(['a'])
  })
})
