/** `2b` before `4.1` before `10`: numbers by their size, the rest by code units. */
export function compareNumbers(a: string, b: string): number {
  const left = a.match(/\d+|\D+/g) ?? []
  const right = b.match(/\d+|\D+/g) ?? []
  for (let i = 0; i < Math.max(left.length, right.length); i++) {
    const [x = '', y = ''] = [left[i], right[i]]
    if (x === y) continue
    const difference = Number(x) - Number(y)
    return Number.isNaN(difference) || x === '' || y === '' ? (x < y ? -1 : 1) : difference
  }
  return 0
}

/** The keys of an object as they were written, but for whole numbers, which JavaScript puts first: each before the first greater key. */
export function writtenOrder(keys: readonly string[]): readonly string[] {
  const isWhole = (key: string): boolean => /^(0|[1-9]\d*)$/.test(key)
  const order = keys.filter((key) => !isWhole(key))
  for (const key of keys.filter(isWhole)) {
    const next = order.findIndex((other) => compareNumbers(other, key) > 0)
    order.splice(next < 0 ? order.length : next, 0, key)
  }
  return order
}
