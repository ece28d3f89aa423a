export function softmax(z: readonly number[]): number[] {
  const powers = z.map(Math.exp)
  const sum = powers.reduce((total, power) => total + power, 0)
  return powers.map((power) => power / sum)
}
