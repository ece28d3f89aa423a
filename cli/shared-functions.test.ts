import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { fakeIo } from '#tools/testing/fake-io'
import { resultsIn } from '#tools/testing/grade-small'
import { temporaryFolder } from '#tools/testing/temporary-folder'
import { run } from './run.ts'

const SAMPLES = join(import.meta.dirname, '../fixtures/submissions')
const sample = (path: string): string => readFileSync(join(SAMPLES, path), 'utf8')

const POINTS = sample('autoencoder/corruption/accepted/box-muller.ts')
const NETWORKS = sample('convolutional-autoencoder/denoising/wrong-answer/returns-its-input.js')
const OPEN = 'No answer found for this exercise. It counts as not attempted.'

/** `corrupt` is asked for in 5.2 and again in 6, corrupted. */
const ONLY = ['--only', 'autoencoder/corruption', '--only', 'convolutional-autoencoder/denoising']

const CLASS = { 'class/points/submission.ts': POINTS, 'class/networks/submission.js': NETWORKS }

async function assay(cwd: string, words: readonly string[]): Promise<string> {
  const io = fakeIo({ cwd })
  await run([...words, '--seed', '7', ...ONLY], io)
  return io.stdout() + io.stderr()
}

describe('whoever did one of two exercises that share a function', () => {
  it('has not attempted the other: in results.json, in the gradebook and, with the reason, on the page', async () => {
    const cwd = temporaryFolder(CLASS)
    const out = join(cwd, 'assay-out')
    await assay(cwd, ['grade', 'class', '--sandbox', 'process', '--jobs', '1'])
    const students = resultsIn(out).students.map(({ id, exercises }) => [id, ...exercises.map(({ status }) => status)])
    expect(students).toEqual([
      ['networks', 'not-attempted', 'partial'],
      ['points', 'partial', 'not-attempted'],
    ])
    const [, ...rows] = readFileSync(join(out, 'gradebook.csv'), 'utf8').trim().split('\n')
    expect(rows.map((row) => /,,|,"",|,$/.test(row))).toEqual([true, true])
    const pages = readdirSync(join(out, 'students')).sort()
    const [networks, points] = pages.map((page) => readFileSync(join(out, 'students', page), 'utf8'))
    expect(networks).toContain('Only corrupt was found, which 6, corrupted requires as well. This exercise counts as not attempted.')
    expect(points).toContain('Only corrupt was found, which 5.2 requires as well. This exercise counts as not attempted.')
    for (const page of [networks, points]) expect(page).not.toContain(OPEN)
  })

  it('is told so by check, and of nothing that was lost there', async () => {
    const told = await assay(temporaryFolder(CLASS), ['check', join('class', 'points')])
    const open = '6, corrupted Denoising with and without skip connections'
    expect(told).toContain(`Not attempted yet: ${open}\n`)
    expect(told.split('\n').filter((line) => line.includes('Denoising'))).toHaveLength(1)
  })
})
