export type ActivationName = 'sigmoid' | 'tanh' | 'softplus' | 'sin' | 'square' | 'identity'

export interface Activation {
  /** f(z). */
  readonly value: (z: number) => number
  /** f′(z), as a function of z. */
  readonly slope: (z: number) => number
}

/** σ(z) = 1/(1 + e^−z). For z below −709 the exponential overflows to ∞ and the quotient is 0, its limit. */
export function sigmoid(z: number): number {
  return 1 / (1 + Math.exp(-z))
}

/** σ′(z) = σ(z)(1 − σ(z)). */
export function sigmoidSlope(z: number): number {
  const a = sigmoid(z)
  return a * (1 - a)
}

export const ACTIVATIONS: Readonly<Record<ActivationName, Activation>> = {
  sigmoid: { value: sigmoid, slope: sigmoidSlope },
  tanh: { value: Math.tanh, slope: (z) => 1 - Math.tanh(z) ** 2 },
  // Shifted by max(z, 0): e^z alone overflows from z = 710.
  softplus: { value: (z) => Math.max(z, 0) + Math.log1p(Math.exp(-Math.abs(z))), slope: sigmoid },
  sin: { value: Math.sin, slope: Math.cos },
  square: { value: (z) => z * z, slope: (z) => 2 * z },
  identity: { value: (z) => z, slope: () => 1 },
}

/** @throws RangeError if there is no activation of this name. */
export function activationOf(name: string): Activation {
  if (!Object.hasOwn(ACTIVATIONS, name)) throw new RangeError(`unknown activation ${name}; known: ${Object.keys(ACTIVATIONS).join(', ')}`)
  return ACTIVATIONS[name as ActivationName]
}
