/** Copied beside a reference: its functions, one of them with a habit that makes it answer from what it remembers, or from less than it is given. */

const key = (name) => name.replaceAll('_', '').toLowerCase()

/** A function of a module by its name in either case style. */
export function find(module, name) {
  return Object.entries(module).find(([own]) => key(own) === key(name))?.[1]
}

/** `habit` is `{kind, …}`, as listed in wrappers.ts. What it remembers begins anew with each call of `wrapped`. */
export function wrapped(fn, habit) {
  return HABITS[habit.kind](fn, habit)
}

// Answers are only ever confused between calls of the same form: what remembers less is noticed sooner.
const HABITS = {
  remembers(fn, { by }) {
    const known = new Map()
    return (...args) => {
      const asked = `${formOf(args)} ${by.map((i) => contentOf(args[i])).join()}`
      if (!known.has(asked)) known.set(asked, fn(...args))
      return known.get(asked)
    }
  },
  lags(fn) {
    const before = new Map()
    return (...args) => {
      const form = formOf(args)
      const answer = fn(...args)
      const told = before.has(form) ? before.get(form) : answer
      before.set(form, answer)
      return told
    }
  },
  counts(fn, { calls }) {
    const given = new Map()
    return (...args) => {
      const form = formOf(args)
      const { answers, asked } = given.get(form) ?? { answers: [], asked: 0 }
      if (asked < calls) answers.push(fn(...args))
      given.set(form, { answers, asked: asked + 1 })
      return answers[asked % calls]
    }
  },
  writes(fn, { argument }) {
    return (...args) =>
      after(fn(...args), (answer) => {
        write(args[argument])
        return answer
      })
  },
  folds(fn, { argument, to }) {
    return (...args) => fn(...args.with(argument, to === '% 16' ? args[argument] % 16 : args[argument] & 255))
  },
  fixes(fn, { argument, value }) {
    return (...args) => fn(...args.with(argument, filled(args[argument], value)))
  },
  keeps(fn, { argument }) {
    const first = new Map()
    return (...args) => {
      const form = formOf(args)
      if (!first.has(form)) first.set(form, args[argument])
      return fn(...args.with(argument, first.get(form)))
    }
  },
  sorts(fn, { field, rows }) {
    const order = rows ? sortedRows : sorted
    const inField = (answer) =>
      Object.fromEntries(Object.entries(answer).map(([name, item]) => [name, key(name) === key(field) ? order(item) : item]))
    return (...args) => after(fn(...args), field === undefined ? order : inField)
  },
}

function after(answer, change) {
  return answer instanceof Promise ? answer.then(change) : change(answer)
}

/** `{shape, data}`, the form of arrays for who asks for typed ones. */
function isTensor(value) {
  return typeof value === 'object' && value !== null && Array.isArray(value.shape) && ArrayBuffer.isView(value.data)
}

function isNumbers(value) {
  return ArrayBuffer.isView(value) || (Array.isArray(value) && value.every((entry) => typeof entry === 'number'))
}

/** What is asked without its numbers and words: lengths, fields and types. */
function formOf(value) {
  if (isTensor(value)) return `[${value.shape.join()}]`
  if (isNumbers(value)) return `[${value.length}]`
  if (Array.isArray(value)) return `(${value.map(formOf).join()})`
  if (typeof value === 'object' && value !== null) return `{${Object.entries(value).map(([name, item]) => `${name}:${formOf(item)}`)}}`
  return typeof value
}

function contentOf(value) {
  if (isTensor(value)) return contentOf(value.data)
  if (isNumbers(value)) return value.length > 1000 ? hashOf(value) : Array.from(value, contentOf).join(' ')
  if (Array.isArray(value)) return `(${value.map(contentOf).join()})`
  if (typeof value === 'object' && value !== null) return `{${Object.entries(value).map(([name, item]) => `${name}:${contentOf(item)}`)}}`
  return Object.is(value, -0) ? '-0' : String(value)
}

/** Of the bits of many numbers; whole images would make keys of megabytes. */
function hashOf(numbers) {
  let hash = 0n
  const bits = new BigUint64Array(Float64Array.from(numbers).buffer)
  for (let i = 0; i < bits.length; i++) hash = BigInt.asUintN(64, (hash ^ bits[i]) * 0x100000001b3n)
  return `#${hash}`
}

function write(value) {
  if (isTensor(value)) value.data[0] += 1
  else if (isNumbers(value)) value[0] += 1
  else for (const item of Array.isArray(value) ? value : Object.values(value)) return write(item)
}

/** The same form with one value everywhere. */
function filled(value, by) {
  if (isTensor(value)) return { ...value, data: value.data.map(() => by) }
  if (isNumbers(value)) return value.map(() => by)
  if (Array.isArray(value)) return value.map((item) => filled(item, by))
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, filled(item, by)]))
  return by
}

/** Every vector by itself. */
function sorted(value) {
  if (isTensor(value)) return sorted(nested(value))
  if (isNumbers(value)) return ordered(value, (number) => number)
  return Array.isArray(value) ? value.map(sorted) : value
}

/** The rows of a matrix, or the vectors of a list, by their first number. */
function sortedRows(value) {
  if (isTensor(value)) return sortedRows(nested(value))
  if (!Array.isArray(value) || isNumbers(value)) return value
  return value.every(isNumbers) ? ordered(value, (row) => row[0]) : value.map(sortedRows)
}

/** Ascending; what is so already, descending: by chance an order is right. */
function ordered(items, by) {
  const ascending = Array.from(items).sort((a, b) => by(a) - by(b))
  return ascending.every((item, i) => by(item) === by(items[i])) ? ascending.reverse() : ascending
}

function nested({ shape, data }) {
  if (shape.length < 2) return [...data]
  const size = data.length / shape[0]
  return Array.from({ length: shape[0] }, (_, i) => nested({ shape: shape.slice(1), data: data.subarray(i * size, (i + 1) * size) }))
}
