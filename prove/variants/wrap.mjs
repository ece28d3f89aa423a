/** Copied beside a right hand-in: its functions, with the answers told in another way that means the same. */

const key = (name) => name.replaceAll('_', '').toLowerCase()

/** A function or a flag of a module by its name in either case style. */
export function find(module, name) {
  for (const from of [module, module.default ?? {}]) {
    for (const [own, value] of Object.entries(from)) if (key(own) === key(name)) return value
  }
  return undefined
}

/** `option` is what the change needs to know of this function. */
export function wrap(fn, change, option) {
  if (typeof fn !== 'function') return undefined
  const { before = (args) => args, after = (answer) => answer } = CHANGES[change](option)
  return (...args) => {
    const answer = fn(...before(args))
    return answer instanceof Promise ? answer.then(after) : after(answer)
  }
}

const CHANGES = {
  float32: () => ({ after: (answer) => numbers(answer, Math.fround) }),
  'typed arrays': () => ({ after: (answer) => vectors(answer, (vector) => Float64Array.from(vector)) }),
  'row vectors': (single) => ({ after: (answer) => outermost(answer, single, (vector) => [vector]) }),
  'column vectors': (single) => ({ after: (answer) => outermost(answer, single, (vector) => vector.map((entry) => [entry])) }),
  'shuffled keys': () => ({ after: (answer) => record(answer, (entries) => entries.reverse()) }),
  'extra keys': () => ({ after: (answer) => record(answer, (entries) => [['comment', 'as asked'], ...entries, ['more', [1, 2]]]) }),
  'other case style': () => ({ after: (answer) => record(answer, (entries) => entries.map(([name, value]) => [otherStyle(name), value])) }),
  transposed: stored,
  'another order': ({ positions, answer }) => ({
    before: (args) => args.map((arg, i) => (i in positions ? reversed(arg, positions[i]) : arg)),
    after: (value) => (answer === null ? value : reversed(value, answer)),
  }),
  'permuted classes': (of) =>
    of === null ? {} : { before: (args) => mirrored(args, of), after: (matrix) => reversed(reversed(matrix, 'first'), 'last') },
}

function stored({ positions, fields }) {
  const inRecord = (value) =>
    record(value, (entries) => entries.map(([name, item]) => [name, fields.includes(key(name)) ? transposed(item) : item]))
  return { before: (args) => args.map((arg, i) => (positions.includes(i) ? transposed(arg) : inRecord(arg))), after: inRecord }
}

/** The last class becomes the first. */
function mirrored(args, { labels, classes }) {
  return args.map((arg, i) => (labels.includes(i) ? numbers(arg, (name) => args[classes] - 1 - name) : arg))
}

/** `{shape, data}`, the form of arrays for who asks for typed ones. */
function isTensor(value) {
  return typeof value === 'object' && value !== null && Array.isArray(value.shape) && ArrayBuffer.isView(value.data)
}

function isNumbers(value) {
  return Array.isArray(value) && value.length > 0 && value.every((entry) => typeof entry === 'number')
}

function isRecord(value) {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !ArrayBuffer.isView(value) && !('shape' in value)
}

function numbers(value, change) {
  if (typeof value === 'number') return change(value)
  if (Array.isArray(value)) return value.map((item) => numbers(item, change))
  if (ArrayBuffer.isView(value)) return value.map(change)
  if (isTensor(value)) return { ...value, data: value.data.map(change) }
  return record(value, (entries) => entries.map(([name, item]) => [name, numbers(item, change)]))
}

function vectors(value, change) {
  if (isNumbers(value)) return change(value)
  if (Array.isArray(value)) return value.map((item) => vectors(item, change))
  return record(value, (entries) => entries.map(([name, item]) => [name, vectors(item, change)]))
}

/** Vectors that stand for themselves: the answer, or a field of it. */
function outermost(value, single, change) {
  if (single && isNumbers(value)) return change(value)
  return record(value, (entries) => entries.map(([name, item]) => [name, isNumbers(item) ? change(item) : item]))
}

function record(value, change) {
  return isRecord(value) ? Object.fromEntries(change(Object.entries(value))) : value
}

function otherStyle(name) {
  return name.includes('_')
    ? name.replace(/_(\w)/g, (_, letter) => letter.toUpperCase())
    : name.replace(/([a-z])([A-Z])/g, (_, before, letter) => `${before}_${letter.toLowerCase()}`)
}

/** A matrix, or a list of them one by one. */
function transposed(value) {
  if (!Array.isArray(value) || !Array.isArray(value[0])) return value
  return Array.isArray(value[0][0]) ? value.map(transposed) : value[0].map((_, k) => value.map((row) => row[k]))
}

/** Along the first axis, the last, or the only one: a vector may lie or stand. */
function reversed(value, axis) {
  if (isTensor(value)) return { ...value, data: reversedData(value, axis) }
  if (!Array.isArray(value)) return ArrayBuffer.isView(value) ? value.slice().reverse() : value
  if (axis === 'only' && value.length === 1 && Array.isArray(value[0])) return [reversed(value[0], axis)]
  if (axis !== 'last') return [...value].reverse()
  return isNumbers(value) ? [...value].reverse() : value.map((item) => reversed(item, axis))
}

function reversedData({ shape, data }, axis) {
  const [size, block] = axis === 'last' ? [shape.at(-1), 1] : [data.length, axis === 'only' ? 1 : data.length / shape[0]]
  return data.map((_, at) => {
    const inside = at % size
    const turned = size / block - 1 - Math.floor(inside / block)
    return data[at - inside + turned * block + (inside % block)]
  })
}
