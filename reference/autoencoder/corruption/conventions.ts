import type { Convention } from 'assay'

/** The student's third parameter is a variance: std² is handed over. */
export const VARIANCE: Convention = {
  key: 'noise',
  value: 'variance',
  note: 'noise: variance is declared: corrupt was given the square of the standard deviation.',
  toStudent: (entry, args) => {
    const [v, std, ...rest] = args
    return entry === 'corrupt' && v !== undefined && typeof std === 'number' ? [v, std * std, ...rest] : args
  },
}

export const UNSEEDED: Convention = {
  key: 'seed',
  value: 'ignored',
  note: 'seed: ignored is declared: two calls may differ, and what needs equal noise twice was left out.',
}
