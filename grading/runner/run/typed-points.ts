/** Points as a person types them, with a point or a comma, in whole hundredths; `undefined` for anything else, and for more than `most`. */
export function typedPoints(text: string, most: number): number | undefined {
  const points = /^\d{1,6}([.,]\d{1,2})?$/.test(text) ? Math.round(Number(text.replace(',', '.')) * 100) : Number.NaN
  return points <= most ? points : undefined
}
