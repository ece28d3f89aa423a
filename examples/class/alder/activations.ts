export interface Activation {
  f(z: number): number
  derivative(z: number): number
}

const sigmoid = (z: number): number => (z >= 0 ? 1 / (1 + Math.exp(-z)) : Math.exp(z) / (1 + Math.exp(z)))

const known: Record<string, Activation> = {
  sigmoid: { f: sigmoid, derivative: (z) => sigmoid(z) * sigmoid(-z) },
  tanh: { f: Math.tanh, derivative: (z) => 1 / Math.cosh(z) ** 2 },
  softplus: { f: (z) => (z > 30 ? z : Math.log1p(Math.exp(z))), derivative: sigmoid },
  sin: { f: Math.sin, derivative: Math.cos },
  square: { f: (z) => z ** 2, derivative: (z) => 2 * z },
  identity: { f: (z) => z, derivative: () => 1 },
}

export function activationNamed(name: string): Activation {
  return known[name]
}
