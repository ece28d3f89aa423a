/**
 * Share of the points whose class most of their nearest other points have (leave-one-out).
 *
 * @param points - row-major, `dimensions` numbers each; Euclidean distance.
 * @param neighbours - how many vote. Among classes with equally many votes that of the nearest point wins.
 * @remarks O(n²·d): 2000 points of two numbers take about 30 ms. Of equally distant points the first ones vote.
 * @example
 * ```ts
 * neighbourAccuracy([0, 1, 10, 11], 1, [0, 0, 1, 1], 1) // 1
 * ```
 */
export function neighbourAccuracy(points: ArrayLike<number>, dimensions: number, labels: ArrayLike<number>, neighbours = 5): number {
  const count = labels.length
  const voters = Math.min(neighbours, count - 1)
  if (voters < 1) throw new RangeError('needs at least two points')
  const distances = new Float64Array(voters)
  const nearest = new Int32Array(voters)
  let right = 0
  for (let i = 0; i < count; i++) {
    let found = 0
    for (let j = 0; j < count; j++) {
      if (j === i) continue
      let distance = 0
      for (let d = 0; d < dimensions; d++) {
        const difference = (points[i * dimensions + d] as number) - (points[j * dimensions + d] as number)
        distance += difference * difference
      }
      if (found === voters && distance >= (distances[voters - 1] as number)) continue
      let place = found < voters ? found++ : voters - 1
      while (place > 0 && (distances[place - 1] as number) > distance) {
        distances[place] = distances[place - 1] as number
        nearest[place] = nearest[place - 1] as number
        place--
      }
      distances[place] = distance
      nearest[place] = j
    }
    if (winner(nearest, labels) === labels[i]) right++
  }
  return right / count
}

/**
 * Share of other points whose class most of their nearest known points have.
 *
 * @param others - row-major, as `points`; their classes are `classes`.
 * @example
 * ```ts
 * neighbourAccuracyOf([2, 9], [0, 1], [0, 1, 10, 11], 1, [0, 0, 1, 1], 1) // 1
 * ```
 */
export function neighbourAccuracyOf(
  others: ArrayLike<number>,
  classes: ArrayLike<number>,
  points: ArrayLike<number>,
  dimensions: number,
  labels: ArrayLike<number>,
  neighbours = 5,
): number {
  const places = Array.from({ length: labels.length }, (_, j) => j)
  const distances = new Float64Array(labels.length)
  let right = 0
  for (let i = 0; i < classes.length; i++) {
    for (const j of places) {
      distances[j] = 0
      for (let d = 0; d < dimensions; d++) {
        distances[j] = (distances[j] as number) + ((others[i * dimensions + d] as number) - (points[j * dimensions + d] as number)) ** 2
      }
    }
    if (winner(nearestOf(distances, neighbours), labels) === classes[i]) right++
  }
  return right / classes.length
}

/** The places of the smallest numbers, the smallest first. */
function nearestOf(distances: Float64Array, count: number): Int32Array {
  const found: number[] = []
  for (let j = 0; j < distances.length; j++) {
    const at = found.findIndex((one) => (distances[j] as number) < (distances[one] as number))
    if (at >= 0) found.splice(at, 0, j)
    else if (found.length < count) found.push(j)
    if (found.length > count) found.pop()
  }
  return Int32Array.from(found)
}

function winner(nearest: Int32Array, labels: ArrayLike<number>): number {
  const votes = new Map<number, number>()
  for (const j of nearest) votes.set(labels[j] as number, (votes.get(labels[j] as number) ?? 0) + 1)
  let best = -1
  // In the order of the first vote, which is that of the distances.
  for (const [label, count] of votes) if (best === -1 || count > (votes.get(best) as number)) best = label
  return best
}
