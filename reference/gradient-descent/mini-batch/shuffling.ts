import type { DistributionJudge, Statistic } from 'assay/checks'
import { asIndexLists } from './index-lists.ts'
import { EPOCHS, ORDERS, PLACES } from './sampler-bands.ts'

/** What epochs of one and the same function are held against. */
export const shuffleStatistics: DistributionJudge['statistics'] = (answers) => {
  const epochs = answers.map(asIndexLists)
  const proper = epochs.filter((epoch): epoch is number[][] => epoch !== undefined)
  const form: Statistic = {
    name: 'number of epochs that are not lists of integers',
    value: epochs.length - proper.length,
    low: 0,
    high: 0,
    draws: epochs.length,
    alpha: 0,
  }
  if (proper.length < epochs.length) return [form]
  const from = oneBased(proper) ? 1 : 0
  const counted = proper.map((epoch) => epoch.map((batch) => batch.map((index) => index - from)))
  const [many, few] = [EPOCHS.epochs, EPOCHS.epochs + ORDERS.epochs]
  return [form, ...company(counted.slice(0, many)), inEveryOrder(counted.slice(many, few)), farFromHome(counted.slice(few))]
}

/** Where indices start is judged once, by epoch-partition. */
const oneBased = (epochs: readonly (readonly (readonly number[])[])[]): boolean => epochs.every((epoch) => !epoch.flat().includes(0))

/** How often two samples share a batch, and how often one is among what is left over, whether that was handed in as a batch or left out. */
function company(epochs: readonly (readonly (readonly number[])[])[]): Statistic[] {
  const { samples, batch: size, together, leftOver } = EPOCHS
  const all = Array.from({ length: samples }, (_, i) => i)
  const pairs = new Map<string, number>(all.flatMap((i) => all.slice(0, i).map((j) => [`${j},${i}`, 0] as const)))
  const short = new Array<number>(samples).fill(0)
  for (const epoch of epochs) {
    const full = epoch.filter((batch) => batch.length === size)
    const left = all.filter((i) => !full.some((batch) => batch.includes(i)))
    for (const batch of [...full, left]) {
      for (const i of batch)
        for (const j of batch) if (pairs.has(`${j},${i}`)) pairs.set(`${j},${i}`, (pairs.get(`${j},${i}`) as number) + 1)
    }
    for (const i of left) short[i] = (short[i] as number) + 1
  }
  const mistake = {
    id: 'fixed-batches',
    says: 'the same batches in every epoch: which samples share a batch never changes',
    hint: 'Is it the samples that you shuffle, or the batches?',
  }
  const always = [...pairs.values()].every((count) => count === 0 || count === epochs.length)
  const statistic = (name: string, value: number, low: number, high: number): Statistic => ({
    name,
    value,
    low,
    high,
    draws: epochs.length,
    alpha: 5e-7,
    ...(always ? { mistake } : {}),
  })
  const counts = [...pairs.values()]
  const expected = (epochs.length * (samples % size)) / samples
  return [
    statistic('largest number of epochs in which the same two samples share a batch', Math.max(...counts), 0, together.high),
    statistic('smallest number of epochs in which the same two samples share a batch', Math.min(...counts), together.low, epochs.length),
    {
      name: 'chi-squared of how often each sample is left over for the last, shorter batch',
      value: short.reduce((sum, count) => sum + (count - expected) ** 2, 0) / leftOver.countVariance,
      low: 0,
      high: leftOver.unevenness,
      draws: epochs.length,
    },
  ]
}

/** Epochs that are no order of the three samples count as such of none: whether they are one is judged by epoch-partition. */
function inEveryOrder(epochs: readonly (readonly (readonly number[])[])[]): Statistic {
  const orders = new Map(['0,1,2', '0,2,1', '1,0,2', '1,2,0', '2,0,1', '2,1,0'].map((order) => [order, 0]))
  for (const epoch of epochs) {
    const order = epoch.flat().join()
    const count = orders.get(order)
    if (count !== undefined) orders.set(order, count + 1)
  }
  const counts = [...orders.values()]
  const expected = counts.reduce((sum, count) => sum + count, 0) / counts.length
  return {
    name: `chi-squared of how often each order of ${ORDERS.samples} samples came`,
    value: expected === 0 ? 0 : counts.reduce((sum, count) => sum + (count - expected) ** 2, 0) / expected,
    low: 0,
    high: ORDERS.unevenness,
    draws: epochs.length,
  }
}

/** By the batch that a sample comes in: in which order those of a batch stand is nobody's business. */
function farFromHome(epochs: readonly (readonly (readonly number[])[])[]): Statistic {
  const { samples, batch: size } = PLACES
  let [x, y, count] = [0, 0, 0]
  for (const epoch of epochs) {
    for (const [b, batch] of epoch.entries()) {
      for (const index of batch) {
        const angle = (2 * Math.PI * (index - (b + 0.5) * size)) / samples
        x += Math.cos(angle)
        y += Math.sin(angle)
        count++
      }
    }
  }
  return {
    name: 'squared resultant, by the number of samples, of how far each sample moved on the circle of all places',
    value: count === 0 ? 0 : (x ** 2 + y ** 2) / count,
    low: 0,
    high: PLACES.resultant,
    draws: count,
  }
}
