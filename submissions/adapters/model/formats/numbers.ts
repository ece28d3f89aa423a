import { sizeOf, type Tensor } from '#grading/model/tensor'
import { ModelRefusal, quoted } from '../refusal.ts'

/** Parameters of one model: ten times those of a network with 32 and 64 channels and 128 units. */
const MOST_PARAMETERS = 8_000_000

/** Adds up the parameters of a model; a NaN among them would make every answer useless without a reason. */
export function createParameterCount(): (name: string, tensor: Tensor) => void {
  let total = 0
  return (name, { shape, data }) => {
    total += sizeOf(shape)
    requireFewParameters(total)
    const bad = data.findIndex((value) => !Number.isFinite(value))
    if (bad !== -1) throw new ModelRefusal(`has a number that is not finite: element ${bad} of ${quoted(name)} is ${data[bad]}`)
  }
}

/** @throws ModelRefusal for more parameters than a network of the sheet could have. */
export function requireFewParameters(total: number): void {
  // Not `>`: a size that is no number must not pass.
  if (!(total <= MOST_PARAMETERS)) throw new ModelRefusal(`has more than ${MOST_PARAMETERS / 1e6} million parameters`)
}

/** What batch normalisation does once the training is over: x · scale + shift for each channel. */
export function normalisation(
  { gamma, beta, mean, variance }: Readonly<Record<'gamma' | 'beta' | 'mean' | 'variance', Tensor | undefined>>,
  epsilon: number,
  shape: (count: number) => readonly number[],
): { readonly scale: Tensor; readonly shift: Tensor } {
  const count = mean?.data.length ?? 0
  const of = (tensor: Tensor | undefined, i: number, missing: number): number => tensor?.data[i] ?? missing
  const scale = Float32Array.from({ length: count }, (_, i) => of(gamma, i, 1) / Math.sqrt(of(variance, i, 1) + epsilon))
  const shift = Float32Array.from({ length: count }, (_, i) => of(beta, i, 0) - of(mean, i, 0) * (scale[i] as number))
  const tensor = (data: Float32Array): Tensor => ({ dtype: 'float32', shape: shape(count), data })
  return { scale: tensor(scale), shift: tensor(shift) }
}
