import type { FieldRule } from '../fields.ts'
import type { LayerKind } from '../layer.ts'

/** The part under which a layer is given what was kept. */
export const SKIPPED = 'skip'

const name: FieldRule = { is: 'text' }
const TAKING: Readonly<Record<string, FieldRule>> = { name, shape: { is: 'sizes', optional: true } }

/** Not of `torch.nn`: what a forward method does with a result it kept. */
export const SKIP_LAYERS: Readonly<Record<string, LayerKind>> = {
  Skip: { fields: { name }, note: 'keeps what is there under a name, and hands it out behind the result', make: ({ x }) => x },
  AddSkip: {
    fields: TAKING,
    note: 'adds what was kept under the name, or passed in with this `shape`',
    make: ({ making, x, tensor }) => making.emit({ kind: 'add' }, x, tensor(SKIPPED) ?? x),
  },
  ConcatSkip: {
    fields: { ...TAKING, before: { is: 'flag', missing: false } },
    note: 'puts it behind the channels, `torch.cat([x, kept], 1)`, or `before` them, `torch.cat([kept, x], 1)`',
    make: ({ making, x, tensor, field }) => {
      const parts = [x, tensor(SKIPPED) ?? x]
      return making.emit({ kind: 'concatenate', axis: 1 }, ...(field<boolean>('before') === true ? parts.toReversed() : parts))
    },
  },
}
