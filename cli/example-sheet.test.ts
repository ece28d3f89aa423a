import { copyFileSync } from 'node:fs'
import { extname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { inYaml } from '#grading/runner/sheet-yaml/in-yaml'
import { loadSheet } from '#grading/sheet/catalogue'
import { samplesOf, violationOf } from '#grading/sheet/samples'
import { stageSample } from '#grading/sheet/stage-sample'
import { createBench } from '#prove/bench'
import { fakeIo } from '#tools/testing/fake-io'
import { temporaryFolder } from '#tools/testing/temporary-folder'
import { run } from './run.ts'

const SHEET = join(import.meta.dirname, '../examples/sheet')
const { entries } = await loadSheet(SHEET, inYaml)

/** What `assay check` prints of a sample, in one line. */
async function checked(sample: string): Promise<string> {
  const cwd = temporaryFolder()
  copyFileSync(join(SHEET, sample), join(cwd, `submission${extname(sample)}`))
  const io = fakeIo({ cwd })
  await run(['check', '.', '--sheet', SHEET], io)
  return (io.stdout() + io.stderr()).replace(/\s+/g, ' ')
}

describe('examples/sheet', () => {
  it('has an exercise in YAML and one in TypeScript', () => {
    expect(entries.map(({ exercise: { sheet, id } }) => `${sheet} ${id}`)).toEqual([
      '1a classification/softmax',
      '1b classification/cross-entropy',
    ])
  })

  it('names a known mistake that is written in Python', async () => {
    const told = await checked('classification/softmax/samples/wrong-answer/base-two.py')
    expect(told).toContain('softmax: this equals 2^z over its sum: powers of 2 in place of powers of e.')
  })

  it('shows where a law that is written in Python is broken', async () => {
    const told = await checked('classification/softmax/samples/wrong-answer/sigmoid.ts')
    expect(told).toMatch(
      /Property violated: the numbers of softmax\(z\) are not negative and add up to 1\. Counterexample: softmax\(\[.*?\]\): the sum is \d/,
    )
  })

  it('names a known mistake that is written in TypeScript', async () => {
    const told = await checked('classification/cross-entropy/samples/wrong-answer/sign.ts')
    expect(told).toContain('this equals ln p of the label: the sign is missing.')
  })

  const samples = entries.flatMap((entry) =>
    samplesOf(entry).map((sample) => ({ name: `${entry.exercise.id} ${sample.name}`, entry, sample })),
  )
  it.each(samples)('holds what its samples promise: $name', async ({ entry, sample }) => {
    const bench = await createBench(entry, new AbortController().signal)
    for (const result of await bench.grade(stageSample(temporaryFolder(), sample), [1, 2, 3]))
      expect(violationOf(sample, result)).toBeUndefined()
  })
})
