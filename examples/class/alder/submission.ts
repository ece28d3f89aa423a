// Weights lie as (in, out), so that a layer is x W; samples count from 1. Both are declared in submission.yaml.
import { activationNamed, type Activation } from './activations.ts'
import { columnSums, mulberry, outer, rowTimes, timesColumn } from './algebra.ts'

type Vector = number[]
type Matrix = number[][]

export function gradientStep(v: Vector, grad: Vector, eta: number): Vector {
  return v.map((x, i) => x - eta * grad[i])
}

export function fixedLengthStep(v: Vector, grad: Vector, epsilon: number): Vector {
  const length = Math.hypot(...grad)
  return length === 0 ? [...v] : v.map((x, i) => x - (epsilon / length) * grad[i])
}

export function minibatchGradient(perSample: Matrix, indices: number[]): Vector {
  return columnSums(indices.map((i) => perSample[i - 1])).map((sum) => sum / indices.length)
}

export function sampleMinibatch(n: number, m: number, seed: number): number[] {
  return shuffled(n, seed).slice(0, m)
}

export function epochBatches(n: number, m: number, seed: number): number[][] {
  const order = shuffled(n, seed)
  return Array.from({ length: Math.ceil(n / m) }, (_, k) => order.slice(k * m, (k + 1) * m))
}

function shuffled(n: number, seed: number): number[] {
  const random = mulberry(seed)
  const order = Array.from({ length: n }, (_, i) => i + 1)
  for (let i = n - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1))
    const kept = order[i]
    order[i] = order[j]
    order[j] = kept
  }
  return order
}

export function varianceRatio(n: number, m: number, replacement: boolean): number {
  return (replacement ? 1 : (n - m) / (n - 1)) / m
}

export function backprop(weights: Matrix[], biases: Vector[], x: Vector, y: Vector, activations: string[][], cost: string) {
  const layers: Activation[][] = activations.map((names) => names.map(activationNamed))
  const z: Vector[] = []
  const a: Vector[] = [x]
  weights.forEach((W, l) => {
    z[l] = rowTimes(a[l], W).map((value, j) => value + biases[l][j])
    a[l + 1] = z[l].map((value, j) => layers[l][j].f(value))
  })
  const L = weights.length - 1
  const delta: Vector[] = []
  delta[L] = z[L].map((value, j) => {
    const output = a[L + 1][j]
    const outside = cost === 'quadratic' ? output - y[j] : (output - y[j]) / (output * (1 - output))
    return outside * layers[L][j].derivative(value)
  })
  for (let l = L - 1; l >= 0; l--) {
    delta[l] = timesColumn(weights[l + 1], delta[l + 1]).map((value, j) => value * layers[l][j].derivative(z[l][j]))
  }
  return { a: a.slice(1), z, delta, dW: delta.map((d, l) => outer(a[l], d)), db: delta }
}

export function softmax(z: Vector | Matrix): Vector | Matrix {
  if (isMatrix(z)) return z.map((row) => softmax(row) as Vector)
  const log = logSoftmax(z) as Vector
  return log.map(Math.exp)
}

export function logSoftmax(z: Vector | Matrix): Vector | Matrix {
  if (isMatrix(z)) return z.map((row) => logSoftmax(row) as Vector)
  const largest = Math.max(...z)
  const normaliser = largest + Math.log(z.reduce((sum, value) => sum + Math.exp(value - largest), 0))
  return z.map((value) => value - normaliser)
}

function isMatrix(z: Vector | Matrix): z is Matrix {
  return Array.isArray(z[0])
}

export function logLikelihoodCost(z: Vector, y: Vector): number {
  return (logSoftmax(z) as Vector).reduce((sum, value, i) => sum - y[i] * value, 0)
}

export function outputDelta(z: Vector, y: Vector): Vector {
  return (softmax(z) as Vector).map((value, i) => value - y[i])
}

export function linearBackprop(weights: Matrix[], biases: Vector[], x: Vector, y: Vector) {
  const a: Vector[] = [x]
  weights.forEach((W, l) => a.push(rowTimes(a[l], W).map((value, j) => value + biases[l][j])))
  const delta: Vector[] = [a[weights.length].map((value, j) => value - y[j])]
  for (let l = weights.length - 1; l > 0; l--) delta.unshift(timesColumn(weights[l], delta[0]))
  return { delta, dW: delta.map((d, l) => outer(a[l], d)), db: delta }
}

export function collapse(weights: Matrix[], biases: Vector[]) {
  let W = weights[0]
  let b = biases[0]
  for (let l = 1; l < weights.length; l++) {
    W = W.map((row) => rowTimes(row, weights[l]))
    b = rowTimes(b, weights[l]).map((value, j) => value + biases[l][j])
  }
  return { W, b }
}

const sigmoid = activationNamed('sigmoid').f

export function crossEntropy(a: Vector, y: Vector): Vector {
  return a.map((output, i) => -(y[i] === 0 ? 0 : y[i] * Math.log(output)) - (y[i] === 1 ? 0 : (1 - y[i]) * Math.log1p(-output)))
}

export function crossEntropyWithLogits(z: Vector, y: Vector): Vector {
  return z.map((value, i) => Math.max(value, 0) - value * y[i] + Math.log1p(Math.exp(-Math.abs(value))))
}

export function boundaryCosts(a: number) {
  return { firstY0: -Math.log(1 - a), firstY1: -Math.log(a), swappedY0: Infinity, swappedY1: Infinity }
}

export function logisticCost(X: Matrix, y: Vector, w: Vector, b: number): number {
  const z = timesColumn(X, w).map((value) => value + b)
  return crossEntropyWithLogits(z, y).reduce((sum, value) => sum + value, 0) / y.length
}

export function logisticGradient(X: Matrix, y: Vector, w: Vector, b: number): Vector {
  const errors = timesColumn(X, w).map((value, i) => sigmoid(value + b) - y[i])
  return columnSums(X.map((row, i) => [...row, 1].map((entry) => entry * errors[i]))).map((sum) => sum / y.length)
}

export function logisticHessian(X: Matrix, y: Vector, w: Vector, b: number): Matrix {
  const d = w.length + 1
  const H: Matrix = Array.from({ length: d }, () => new Array<number>(d).fill(0))
  for (const row of X) {
    const input = [...row, 1]
    const output = sigmoid(row.reduce((sum, value, k) => sum + value * w[k], b))
    for (let i = 0; i < d; i++) for (let j = 0; j < d; j++) H[i][j] += (output * (1 - output) * input[i] * input[j]) / X.length
  }
  return H
}

export function binaryEntropy(y: Vector): Vector {
  return crossEntropy(y, y)
}

export function forwardBackward(x: Vector, y: Vector, W2: Matrix, b2: Vector, W3: Matrix, b3: Vector) {
  const z2 = rowTimes(x, W2).map((value, j) => value + b2[j])
  const a2 = z2.map(sigmoid)
  const z3 = rowTimes(a2, W3).map((value, j) => value + b3[j])
  const a3 = z3.map(sigmoid)
  const cost = crossEntropyWithLogits(z3, y).reduce((sum, value) => sum + value, 0)
  const delta3 = a3.map((value, j) => value - y[j])
  const delta2 = timesColumn(W3, delta3).map((value, j) => value * a2[j] * (1 - a2[j]))
  return { z2, a2, z3, a3, cost, delta3, delta2, dW3: outer(a2, delta3), db3: delta3, dW2: outer(x, delta2), db2: delta2 }
}

export function convOutputSize(n: number, kernel: number, stride: number, padding: number, dilation: number): number | null {
  const span = dilation * (kernel - 1) + 1
  return n + 2 * padding < span ? null : Math.floor((n + 2 * padding - span) / stride) + 1
}

export function poolOutputSize(n: number, kernel: number, stride: number, padding: number, dilation: number, ceilMode: boolean): number | null {
  if (padding > kernel / 2) return null
  const floored = convOutputSize(n, kernel, stride, padding, dilation)
  if (floored === null || !ceilMode) return floored
  const left = n + 2 * padding - (dilation * (kernel - 1) + 1) - (floored - 1) * stride
  return left > 0 && floored * stride < n + padding ? floored + 1 : floored
}
