import type { FieldRule } from '../fields.ts'
import type { LayerKind } from '../layer.ts'

/** The part under which a layer is given what was kept. */
export const SKIPPED = 'skip'

const name: FieldRule = { is: 'text' }
const taking = (note: string, make: LayerKind['make']): LayerKind => ({
  fields: { name, shape: { is: 'sizes', optional: true } },
  note,
  make,
})

/** Not of `torch.nn`: what a forward method does with a result it kept. */
export const SKIP_LAYERS: Readonly<Record<string, LayerKind>> = {
  Skip: { fields: { name }, note: 'keeps what is there under a name, and hands it out behind the result', make: ({ x }) => x },
  AddSkip: taking('adds what was kept under the name, or handed in with this `shape`', ({ making, x, tensor }) =>
    making.emit({ kind: 'add' }, x, tensor(SKIPPED) ?? x),
  ),
  ConcatSkip: taking('puts it behind the channels: `torch.cat([x, kept], 1)`', ({ making, x, tensor }) =>
    making.emit({ kind: 'concatenate', axis: 1 }, x, tensor(SKIPPED) ?? x),
  ),
}
