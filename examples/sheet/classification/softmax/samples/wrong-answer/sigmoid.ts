// loses: values, random, sum
// names: sigmoid
export function softmax(z: number[]): number[] {
  return z.map((one) => 1 / (1 + Math.exp(-one)))
}
