import type { Plain } from 'assay'
import type { Mistake } from 'assay/checks'
import { convOutputSize, poolOutputSize } from './solution.ts'

export const lastWindow = 'Where can the left edge of the last window be?'
export const leftOver = 'How many pixels are left over with k = 8, s = 5?'
export const tooLarge = 'What happens when the window exceeds the padded input?'

export type Layer = readonly [n: number, kernel: number, stride: number, padding: number, dilation: number, ceilMode?: boolean]

/** How many cells the first window leaves of the padded input. */
const roomOf = ([n, k, , p, d]: Layer): number => n + 2 * p - d * (k - 1) - 1

/** A wrong rule for layers that exist; the others are answered rightly, with null. */
function rule(id: string, says: string, of: (layer: Layer, room: number) => number, hint = lastWindow): Mistake {
  return {
    id,
    says,
    hint,
    answer: (args: readonly Plain[], right: Plain) => {
      const layer = args as unknown as Layer
      return right === null ? null : of(layer, roomOf(layer))
    },
  }
}

/** The right rule with a wrong idea of the room, and null where that is negative. */
function wrongRoom(id: string, says: string, room: (layer: Layer) => number, hint = lastWindow): Mistake {
  return {
    id,
    says,
    hint,
    answer: (args) => {
      const layer = args as unknown as Layer
      const free = room(layer)
      return free < 0 ? null : withRoom(free, layer[2])
    },
  }
}

/** A rule that is wrong where no layer exists: the bare formula goes on. */
function unguarded(id: string, says: string, of: (layer: Layer, room: number) => number): Mistake {
  return {
    id,
    says,
    hint: tooLarge,
    answer: (args: readonly Plain[], right: Plain) => {
      const layer = args as unknown as Layer
      return right === null ? of(layer, roomOf(layer)) : right
    },
  }
}

const withRoom = (room: number, stride: number): number => Math.floor(room / stride) + 1

const existing: readonly Mistake[] = [
  wrongRoom(
    'padding-once',
    'the size for padding on one side only; p cells are added on each side',
    (layer) => roomOf(layer) - layer[3],
    'How long is the axis after padding?',
  ),
  rule('not-floored', '(n + 2p − d(k − 1) − 1)/s + 1 without rounding down', ([, , s], room) => room / s + 1, leftOver),
  rule('plus-one-inside', '⌊(n + 2p − k + 1)/s⌋: the 1 is added before the division', ([, , s], room) => Math.floor((room + 1) / s)),
  // After the one before, whose answers are each right or one less as well.
  rule('no-plus-one', '⌊(n + 2p − d(k − 1) − 1)/s⌋: the window at the start is not counted', ([, , s], room) => Math.floor(room / s)),
  rule('stride-ignored', 'the size for stride 1', (_, room) => room + 1, leftOver),
  // Half to even, as Python rounds, gives this or the right size.
  rule(
    'rounded',
    'the size rounded to the nearest integer; a window that does not fit is not counted',
    ([, , s], room) => Math.round(room / s) + 1,
    leftOver,
  ),
  wrongRoom('dilated-kernel', 'the size for a window of d·k cells; k taps at distance d span fewer', ([n, k, , p, d]) => n + 2 * p - d * k),
  wrongRoom('dilation-ignored', 'the size for dilation 1', ([n, k, , p]) => n + 2 * p - k),
  rule(
    'transposed',
    '(n − 1)s − 2p + d(k − 1) + 1, the size after a transposed convolution',
    ([n, k, s, p, d]) => (n - 1) * s - 2 * p + d * (k - 1) + 1,
    'Does a larger stride make the output larger or smaller?',
  ),
]

const missing: readonly Mistake[] = [
  {
    id: 'padding-unseen',
    says: 'null where the window exceeds the input without its padding; it has to fit the padded input',
    hint: 'How long is the axis after padding?',
    answer: (args, right) => {
      const [n, k, , , d] = args as unknown as Layer
      return n < d * (k - 1) + 1 ? null : right
    },
  },
  unguarded('no-null', 'the bare formula where no window fits', ([, , s], room) => withRoom(room, s)),
  unguarded('no-null', 'the bare formula, cut off towards zero, where no window fits', ([, , s], room) => Math.trunc(room / s) + 1),
  unguarded('no-null', '0 where no window fits; there is no such layer', () => 0),
]

export const convMistakes: readonly Mistake[] = [
  ...existing,
  ...missing,
  rule('ceil', 'the size rounded up; a window that does not fit is not counted', ([, , s], room) => Math.ceil(room / s) + 1, leftOver),
]

const bothModes = ([n, k, s, p, d]: Layer, ceilMode: boolean): number => poolOutputSize(n, k, s, p, d, ceilMode) ?? Number.NaN

export const poolMistakes: readonly Mistake[] = [
  ...existing,
  ...missing,
  rule('ceil-ignored', 'the size without `ceil_mode`', (layer) => bothModes(layer, false), leftOver),
  rule('ceil-always', 'the size with `ceil_mode`, also where it is off', (layer) => bothModes(layer, true), leftOver),
  rule(
    'ceil-into-padding',
    'the size rounded up without a look at where the last window starts',
    ([, , s, , , ceilMode], room) => (ceilMode ? Math.ceil(room / s) : Math.floor(room / s)) + 1,
    'Which cells of the input does the last window see?',
  ),
  rule(
    'ceil-at-padding',
    'the size with `ceil_mode` where a last window that starts at the first cell of the right padding counts',
    ([n, , s, p, , ceilMode], room) => {
      if (ceilMode !== true) return withRoom(room, s)
      const size = Math.ceil(room / s) + 1
      return (size - 1) * s > n + p ? size - 1 : size
    },
    'Which cells of the input does the last window see?',
  ),
]

/** For layers that are missing only because of their padding. */
export const paddingMistake: Mistake = {
  id: 'padding-unbounded',
  says: 'the size where the padding exceeds half of the kernel; there is no such pooling layer',
  hint: 'Which cells of the input does the first window see?',
  answer: (args, right) => {
    const [n, k, s, p, d] = args as unknown as Layer
    return right === null ? convOutputSize(n, k, s, p, d) : right
  },
}
