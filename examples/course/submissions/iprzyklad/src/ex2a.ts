interface Node {
  value: number
  grad: number
  from: [Node, number][]
}

let tape: Node[] = []

function make(value: number, ...from: [Node, number][]): Node {
  const node = { value, grad: 0, from }
  tape.push(node)
  return node
}
const plus = (p: Node, q: Node) => make(p.value + q.value, [p, 1], [q, 1])
const times = (p: Node, q: Node) => make(p.value * q.value, [p, q.value], [q, p.value])

function activate(name: string, z: Node): Node {
  const v = z.value
  const s = 1 / (1 + Math.exp(-v))
  if (name === 'tanh') return make(Math.tanh(v), [z, 1 - Math.tanh(v) ** 2])
  if (name === 'softplus') return make(Math.log1p(Math.exp(v)), [z, s])
  if (name === 'sin') return make(Math.sin(v), [z, Math.cos(v)])
  if (name === 'square') return times(z, z)
  if (name === 'identity') return make(v, [z, 1])
  return make(s, [z, s * (1 - s)])
}

function costNode(out: Node, y: number, cost: string): Node {
  const a = out.value
  if (cost === 'quadratic') return make((a - y) ** 2 / 2, [out, a - y])
  return make(-y * Math.log(a) - (1 - y) * Math.log(1 - a), [out, (1 - y) / (1 - a) - y / a])
}

export function backprop(weights: number[][][], biases: number[][], x: number[], y: number[], activations: string[][], cost: string) {
  tape = []
  const w = weights.map((m) => m.map((row) => row.map((v) => make(v))))
  const b = biases.map((row) => row.map((v) => make(v)))
  let layer = x.map((v) => make(v))
  const a: Node[][] = []
  const z: Node[][] = []
  for (let l = 0; l < w.length; l++) {
    const before = layer
    const weighted = w[l].map((row, j) => row.reduce((sum, v, k) => plus(sum, times(v, before[k])), b[l][j]))
    layer = weighted.map((v, j) => activate(activations[l][j], v))
    z.push(weighted)
    a.push(layer)
  }
  const total = layer.map((out, j) => costNode(out, y[j], cost)).reduce(plus)
  total.grad = 1
  for (const node of tape.reverse()) for (const [parent, slope] of node.from) parent.grad += slope * node.grad
  const values = (nodes: Node[][]) => nodes.map((row) => row.map((n) => n.value))
  const grads = (nodes: Node[][]) => nodes.map((row) => row.map((n) => n.grad))
  return { a: values(a), z: values(z), delta: grads(z), dW: w.map(grads), db: grads(b) }
}
