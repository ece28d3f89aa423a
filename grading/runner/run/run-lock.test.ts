import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { temporaryFolder } from '#tools/testing/temporary-folder'
import { UsageError } from '../usage-error.ts'
import { LOCK, lockRun } from './run-lock.ts'

async function lock(folder: string) {
  const said: string[] = []
  const held = await lockRun(folder, 'results', (line) => said.push(line))
  return { ...held, said }
}

const holder = (part: object = {}) => JSON.stringify({ pid: process.pid, startTime: '1', host: hostname(), ...part })

async function goneProcess(): Promise<number> {
  const child = spawn(process.execPath, ['--eval', '0'])
  await once(child, 'exit')
  return child.pid as number
}

describe('the lock of a run', () => {
  it('is held by one at a time and gone after it', async () => {
    const folder = temporaryFolder()
    const first = await lock(folder)
    await expect(lock(folder)).rejects.toThrow(
      `--out results: process ${process.pid} is grading into it; wait for it or choose another folder`,
    )
    await first.release()
    const second = await lock(folder)
    expect(second.said).toEqual([])
    await second.release()
    expect(readdirSync(folder)).toEqual([])
  })

  it.each<[string, () => Promise<string>, string]>([
    [
      'a process that is gone',
      async () => holder({ pid: await goneProcess() }),
      'took over a stale lock \\(process \\d+ is no longer running\\)',
    ],
    [
      'an earlier process of the same number',
      async () => holder(),
      `took over a stale lock \\(process ${process.pid} is no longer running\\)`,
    ],
    ['somebody killed while writing it', async () => '', 'took over a stale lock \\(its process is no longer running\\)'],
  ])('is taken over from %s, with a line that says so', async (_whose, content, says) => {
    const folder = temporaryFolder({ [LOCK]: await content() })
    const { said, release } = await lock(folder)
    expect(said).toEqual([expect.stringMatching(new RegExp(`^${says}$`))])
    expect(JSON.parse(readFileSync(join(folder, LOCK), 'utf8'))).toMatchObject({ pid: process.pid })
    await release()
    expect(readdirSync(folder)).toEqual([])
  })

  it('is left to a process of another machine, with the way out', async () => {
    const folder = temporaryFolder({ [LOCK]: holder({ host: 'elsewhere' }) })
    await expect(lock(folder)).rejects.toThrow(`on elsewhere is grading into it; if it no longer runs, remove ${join('results', LOCK)}`)
    expect(existsSync(join(folder, LOCK))).toBe(true)
  })

  it('is left to a process of another machine that is taking it over, or was killed at it', async () => {
    const folder = temporaryFolder({ [LOCK]: '', [`${LOCK}.claim`]: holder({ host: 'elsewhere' }) })
    await expect(lock(folder)).rejects.toThrow(
      `on elsewhere is grading into it; if it no longer runs, remove ${join('results', `${LOCK}.claim`)}`,
    )
    expect(readdirSync(folder)).toEqual([LOCK, `${LOCK}.claim`])
  })

  it('goes to one of many that want to take it over, every time', async () => {
    for (let round = 0; round < 100; round++) {
      const folder = temporaryFolder({ [LOCK]: holder() })
      const outcomes = await Promise.allSettled(Array.from({ length: 8 }, () => lock(folder)))
      expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
      for (const outcome of outcomes) if (outcome.status === 'rejected') expect(outcome.reason).toBeInstanceOf(UsageError)
      expect(readdirSync(folder)).toEqual([LOCK])
    }
  })

  it('is taken over although somebody was killed while taking it over', async () => {
    const folder = temporaryFolder({ [LOCK]: holder(), [`${LOCK}.claim`]: holder() })
    const { release } = await lock(folder)
    await release()
    expect(readdirSync(folder)).toEqual([])
  })
})
