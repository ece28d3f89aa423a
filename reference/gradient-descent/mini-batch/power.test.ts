import { describe, expect, it } from 'vitest'
import { codes, judge } from '../../../checks/testing/answering.ts'
import { acceptedOf, powerTable } from '../../../checks/testing/power.ts'
import { FOLDS } from '../../testing/generators.ts'
import { type Epochs, onePastTheEnd, RIGHT_EPOCHS, UNSHUFFLED_EPOCHS } from './alternative-epochs.ts'
import { RIGHT_SAMPLERS, type Sampler, UNFAIR_SAMPLERS, withRepeats } from './alternative-samplers.ts'
import { drawSeeds, epochPartition, epochSeeds, epochShuffled, sampler } from './samplers.ts'

const RUNS = 20

const declared = new Map([['sampling', 'with-replacement']])
const ofSampler = (name: string, sampler: Sampler) => ({ name, functions: () => ({ sample_minibatch: sampler }) })
const ofEpochs = (name: string, epochs: Epochs) => ({ name, functions: () => ({ epoch_batches: epochs }) })

const powers = powerTable('1b, mini-batches')

describe('draws', () => {
  it.each(Object.entries(UNFAIR_SAMPLERS))('sees, with every seed of the run: %s', async (name, wrong) => {
    await powers.sees(sampler, ofSampler(name, wrong))
  })

  it.each(Object.entries(RIGHT_SAMPLERS))('accepts, with every seed of the run: %s', async (name, right) => {
    expect(await acceptedOf(sampler, ofSampler(name, right))).toBe(RUNS)
  })

  it('accepts draws with replacement that are declared, and none that are unfair', async () => {
    const unfair: Sampler = (n, m, seed) => withRepeats(256, m, seed).map((i) => i % n)
    expect(await acceptedOf(sampler, { ...ofSampler('with replacement', withRepeats), declared })).toBe(RUNS)
    await powers.sees(sampler, { ...ofSampler('remainder of a byte', unfair), declared })
  })
})

describe('epoch-shuffled', () => {
  it.each(Object.entries(UNSHUFFLED_EPOCHS))('sees, with every seed of the run: %s', async (name, wrong) => {
    await powers.sees(epochShuffled, ofEpochs(name, wrong))
  })

  it.each(Object.entries(RIGHT_EPOCHS))('accepts, with every seed of the run: %s', async (name, right) => {
    expect(await acceptedOf(epochShuffled, ofEpochs(name, right))).toBe(RUNS)
  })
})

describe('epoch-partition', () => {
  it('sees, with every seed of the run, a shuffle that reaches one past the end', async () => {
    await powers.sees(epochPartition, ofEpochs('one past the end', onePastTheEnd))
  })
})

describe('draw-seeds and epoch-seeds', () => {
  const right = { sample_minibatch: RIGHT_SAMPLERS.reservoir as Sampler, epoch_batches: RIGHT_EPOCHS['batches sorted'] as Epochs }

  it.each(Object.entries(FOLDS))('see, with every seed of the run, seeds folded by %s', async (name, fold) => {
    const functions = {
      sample_minibatch: (n: number, m: number, seed: number) => right.sample_minibatch(n, m, fold(seed)),
      epoch_batches: (n: number, m: number, seed: number) => right.epoch_batches(n, m, fold(seed)),
    }
    for (const check of [drawSeeds, epochSeeds]) await powers.sees(check, { name, functions: () => functions })
  })

  it.each(Object.keys(RIGHT_SAMPLERS))('accept, with every seed of the run, %s', async (name) => {
    const own = { sample_minibatch: RIGHT_SAMPLERS[name] as Sampler, epoch_batches: RIGHT_EPOCHS[name] ?? right.epoch_batches }
    for (const check of [drawSeeds, epochSeeds]) expect(await acceptedOf(check, { name, functions: () => own })).toBe(RUNS)
  })
})

describe('the words of draws', () => {
  it('name a last sample that never comes, with every seed of the run', async () => {
    const neverLast = { sample_minibatch: UNFAIR_SAMPLERS['never the last'] as Sampler }
    for (let seed = 1; seed <= RUNS; seed++) expect(codes(await judge(sampler, neverLast, {}, seed))).toContain('known-mistake never-last')
  })
})

it('is what the page beside this test says', async () => {
  await expect(powers.page()).toMatchFileSnapshot('power.md')
})
