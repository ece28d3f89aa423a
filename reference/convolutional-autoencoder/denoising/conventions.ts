/** The 0.3 of the sheet as a variance: `corrupt` takes variances, and the networks are judged at a standard deviation of 0.548. */
import type { Convention } from 'assay'

const VARIANCE: Convention = {
  key: 'noise',
  value: 'variance',
  note: 'noise: variance is declared: corrupt was given the square of the standard deviation, and the networks were graded on noise of the variance 0.3.',
  toStudent: (entry, args) => {
    const [v, std, ...rest] = args
    return entry === 'corrupt' && v !== undefined && typeof std === 'number' ? [v, std * std, ...rest] : args
  },
}

/** From 16 numbers on nothing changes. */
const SMALL_CODES: readonly Convention[] = Array.from({ length: 15 }, (_, i) => ({
  key: 'code',
  value: `${i + 1}`,
  note: `code: ${i + 1} is declared: without skips the images were compared with what so small a code allows.`,
}))

export const CONVENTIONS: readonly Convention[] = [VARIANCE, ...SMALL_CODES]
