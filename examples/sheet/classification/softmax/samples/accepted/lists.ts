export function softmax(z: number[]): number[] {
  const most = Math.max(...z)
  const powers = z.map((one) => Math.exp(one - most))
  const sum = powers.reduce((a, b) => a + b, 0)
  return powers.map((one) => one / sum)
}
