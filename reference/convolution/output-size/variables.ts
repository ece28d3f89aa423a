import { isTensor, type Plain, type ScriptVariables, toPlain, toValue, type Value } from 'assay'

const LAYERS = [
  { entry: 'conv_output_size', args: [50, 4, 1, 1, 1] },
  { entry: 'conv_output_size', args: [50, 8, 5, 0, 1] },
  { entry: 'pool_output_size', args: [50, 10, 2, 2, 1, false] },
  { entry: 'pool_output_size', args: [50, 2, 1, 0, 1, false] },
]

/** The four sizes of the sheet: `size_1` to `size_4`, one for each layer, or `sizes`, all of them in their order. */
export const VARIABLES: readonly ScriptVariables[] = LAYERS.map(({ entry, args }, i) => ({
  entry,
  args,
  names: [`size_${i + 1}`, 'sizes'],
  read: (found) => sizeOfOutput(found.get(`size_${i + 1}`) ?? nth(found.get('sizes'), i)),
}))

function nth(sizes: Value | undefined, i: number): Value | undefined {
  const all = sizes === undefined ? undefined : toPlain(sizes)
  return Array.isArray(all) && i < all.length ? toValue(all[i] as Plain) : undefined
}

/** What a layer gave, as an array of images, has its size as a shape. */
function sizeOfOutput(value: Value | undefined): Value | undefined {
  return isTensor(value) && value.shape.length > 1 ? [...value.shape] : value
}
