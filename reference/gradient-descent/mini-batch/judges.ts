/** What judges answers in checks, one export for each: without formulas of the functions, so that a kit can contain it. */
import type { DistributionJudge, LawJudge } from 'assay/checks'
import { followsSeed, ofDraws, ofEpochs, partition } from './epoch-laws.ts'
import { type Moments, otherGradient, otherMoments } from './estimates.ts'
import { drawStatistics } from './sampling.ts'
import { shuffleStatistics } from './shuffling.ts'

export { conventions } from './conventions.ts'

export const batchOfAll: LawJudge<unknown, readonly number[]> = {
  shape: () => [2],
  holds: (_, [answer], full) => otherGradient(answer as number[], full),
}

export const batchMoments: LawJudge<unknown, Moments> = {
  shape: () => [2],
  holds: (_, answers, right) => otherMoments(answers as number[][], right),
}

export const draws: DistributionJudge = { statistics: drawStatistics }
export const drawSeeds = followsSeed('sample_minibatch', ofDraws)
export const epochPartition = partition
export const epochShuffled: DistributionJudge = { statistics: shuffleStatistics }
export const epochSeeds = followsSeed('epoch_batches', ofEpochs)
