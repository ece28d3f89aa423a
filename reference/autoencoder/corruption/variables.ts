import { isTensor, type Plain, type ScriptVariables, type Value } from 'assay'
import { sizeOf } from 'assay/math'
import { type Draw, readDraw, SINGLE } from './draws.ts'

/** Of the noise on the sheet. */
export const SHEET_STD = 0.05

export const AXES = ['x', 'y'] as const

/** Fewer points tell too little, and may be those of another exercise, which calls its input x as well. */
const FEWEST = 100

/** The points that a script draws and corrupts once. */
export const VARIABLES: readonly ScriptVariables[] = [
  {
    entry: 'sample_parabola',
    args: [],
    names: ['x', 'y'],
    read: (found) => (AXES.every((axis) => isLong(found.get(axis))) ? found : undefined),
  },
  {
    entry: 'corrupt',
    args: [],
    names: ['x', 'y', 'x_corrupt', 'y_corrupt'],
    read: (found) => (AXES.every((axis) => isLong(found.get(axis)) && found.has(`${axis}_corrupt`)) ? found : undefined),
  },
]

function isLong(value: Value | undefined): boolean {
  return value !== undefined && isTensor(value) && sizeOf(value.shape) >= FEWEST
}

/** What was done to x and to y; `undefined` of what is not as long as that which was corrupted. */
export function drawsOfScript(variables: Plain): readonly (Draw | undefined)[] {
  const held = variables as { readonly [name: string]: Plain }
  return AXES.map((axis) => readDraw(held[axis] as number[], SHEET_STD, held[`${axis}_corrupt`]))
}

/** Whether both coordinates of a point were given the same noise. */
export function isShared(x: Draw, y: Draw): boolean {
  return x.noise.every((r, i) => Math.abs(r - (y.noise[i] as number)) < SINGLE)
}

/** All draws as one. */
export function pooled(draws: readonly Draw[]): Draw {
  const all = (of: (draw: Draw) => readonly number[]): readonly number[] => draws.flatMap(of)
  return { v: all(({ v }) => v), std: SHEET_STD, out: all(({ out }) => out), noise: all(({ noise }) => noise) }
}
