/** −ln of the softmax of z at the label, shifted by the largest logit. */
export function crossEntropy(z: readonly number[], label: number): number {
  const most = Math.max(...z)
  const sum = z.reduce((total, one) => total + Math.exp(one - most), 0)
  return Math.log(sum) + most - (z[label] as number)
}
