import type { LayerKind } from './layer.ts'
import { ACTIVATION_LAYERS } from './layers/activation.ts'
import { ARRANGEMENT_LAYERS } from './layers/arrangement.ts'
import { NORMALISATION_LAYERS } from './layers/normalisation.ts'
import { PADDING_LAYERS } from './layers/padding.ts'
import { POOLING_LAYERS } from './layers/pooling.ts'
import { RESIZE_LAYERS } from './layers/resize.ts'
import { SKIP_LAYERS } from './layers/skip.ts'
import { WEIGHTED_LAYERS } from './layers/weighted.ts'

/** The layers that may be declared, by their name in `torch.nn`. */
export const LAYERS: Readonly<Record<string, LayerKind>> = {
  ...WEIGHTED_LAYERS,
  ...NORMALISATION_LAYERS,
  ...POOLING_LAYERS,
  ...RESIZE_LAYERS,
  ...PADDING_LAYERS,
  ...ARRANGEMENT_LAYERS,
  ...ACTIVATION_LAYERS,
  ...SKIP_LAYERS,
}
