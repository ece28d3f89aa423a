// loses: values, random, large
// names: sign
export function crossEntropy(z: number[], label: number): number {
  const sum = z.reduce((total, one) => total + Math.exp(one), 0)
  return Math.log(Math.exp(z[label] as number) / sum)
}
