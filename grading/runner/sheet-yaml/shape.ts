/** A shape that numbers can be drawn for: `float`, `int[n]`, `float[n,d+1]`, `float[3]`. */
export interface DrawnShape {
  readonly kind: 'float' | 'int'
  readonly extents: readonly Extent[]
}

/** A number, or a letter and what is added to it. */
interface Extent {
  readonly letter?: string
  readonly plus: number
}

const SHAPE = /^(float|int)(?:\[([^\]]*)\])?$/
const EXTENT = /^(?:([A-Za-z]\w*)\s*(?:([+-])\s*(\d+))?|(\d+))$/

/** @returns `undefined` for any other notation, such as that of records and lists. */
export function readShape(shape: string): DrawnShape | undefined {
  const [, kind, inside] = SHAPE.exec(shape.trim()) ?? []
  if (kind === undefined) return undefined
  const extents = (inside === undefined ? [] : inside.split(',')).map((one) => readExtent(one.trim()))
  if (extents.some((extent) => extent === undefined)) return undefined
  return { kind: kind as DrawnShape['kind'], extents: extents as readonly Extent[] }
}

function readExtent(text: string): Extent | undefined {
  const found = EXTENT.exec(text)
  if (found === null) return undefined
  const [, letter, sign, added, number] = found
  if (letter === undefined) return { plus: Number(number) }
  return { letter, plus: (sign === '-' ? -1 : 1) * Number(added ?? 0) }
}

/** @param sizes - of all letters. */
export function extentsOf({ extents }: DrawnShape, sizes: ReadonlyMap<string, number>): readonly number[] {
  return extents.map(({ letter, plus }) => Math.max(0, (letter === undefined ? 0 : (sizes.get(letter) as number)) + plus))
}

/** Whether an argument holds integers. */
export function isIntegers(shape: string): boolean {
  return /^int\b/.test(shape.trim())
}
