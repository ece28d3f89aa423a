// loses: input-unchanged
export function crossEntropy(z: number[], label: number): number {
  const largest = Math.max(...z)
  for (let i = 0; i < z.length; i++) z[i] = (z[i] as number) - largest
  return Math.log(z.reduce((sum, value) => sum + Math.exp(value), 0)) - (z[label] as number)
}
