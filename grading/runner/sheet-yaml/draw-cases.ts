import { type Case, caseSet } from '#checks/case'
import type { Random } from '../../math/random.ts'
import type { Nested } from '../../model/tensor.ts'
import { integers, type Plain, type Value } from '../../model/value.ts'
import type { FunctionSignature } from '../../sheet/definition.ts'
import type { WrittenInputs, WrittenValues } from './schema.ts'
import { type DrawnShape, extentsOf, isIntegers, readShape } from './shape.ts'

type Takes = FunctionSignature['takes']
type Flaw = { readonly path: readonly (string | number)[]; readonly says: string }

const DEFAULT_COUNT = 12
const DEFAULT_SIZE: readonly [number, number] = [1, 6]
const DEFAULT_INTEGERS: WrittenValues = { from: 0, to: 9 }
const DEFAULT_NUMBERS: WrittenValues = { normal: 1 }

/** What is wrong with inputs that a function is asked for, with the place below the inputs; `undefined` if nothing is. */
export function inputsFlaw(written: WrittenInputs, takes: Takes): Flaw | undefined {
  const names = Object.keys(takes)
  for (const [i, one] of (written.cases ?? []).entries()) {
    const missing = names.find((name) => !(name in one))
    if (missing !== undefined) return { path: ['cases', i], says: `has no ${missing}` }
    const unknown = Object.keys(one).find((name) => !names.includes(name))
    if (unknown !== undefined) return { path: ['cases', i, unknown], says: `is no argument; there are ${names.join(', ')}` }
  }
  if (!draws(written))
    return written.cases === undefined ? { path: [], says: 'must have cases, a count of cases to draw, or both' } : undefined
  const letters = new Set<string>()
  for (const [name, notation] of Object.entries(takes)) {
    const shape = readShape(notation)
    if (shape === undefined) return { path: [], says: `cannot draw ${name}, whose shape is ${notation}; write its cases` }
    for (const { letter } of shape.extents) if (letter !== undefined) letters.add(letter)
  }
  for (const [letter, [low, high]] of Object.entries(written.sizes ?? {})) {
    if (!letters.has(letter)) return { path: ['sizes', letter], says: 'is in no shape of an argument' }
    if (low > high) return { path: ['sizes', letter], says: `expected the smaller size first, got [${low}, ${high}]` }
  }
  for (const [name, { from, to, normal, edges = [] }] of Object.entries(written.values ?? {})) {
    const path = ['values', name]
    const notation = takes[name]
    if (notation === undefined) return { path, says: `is no argument; there are ${names.join(', ')}` }
    if ((from === undefined) !== (to === undefined)) return { path, says: 'must have both from and to, or neither' }
    if (from !== undefined && normal !== undefined) return { path, says: 'must have either from and to, or normal' }
    if (from !== undefined && to !== undefined && from > to) return { path, says: `expected from ≤ to, got from ${from} to ${to}` }
    if (!isIntegers(notation)) continue
    if (normal !== undefined) return { path: [...path, 'normal'], says: `draws no integers, and ${name} is ${notation}; use from and to` }
    const broken = [from ?? 0, to ?? 0, ...edges].find((number) => !Number.isInteger(number))
    if (broken !== undefined) return { path, says: `must be integers, as ${name} is ${notation}, not ${broken}` }
  }
  return undefined
}

function draws({ count, sizes, values }: WrittenInputs): boolean {
  return count !== undefined || sizes !== undefined || values !== undefined
}

/**
 * Inputs without a flaw as a case set: the written cases, then the drawn ones, then for each edge value one drawn case that contains it.
 * Written cases are the same at every seed; those that are asked of a hidden twin are drawn anew.
 */
export function casesOf(id: string, written: WrittenInputs, takes: Takes) {
  const fixed = (written.cases ?? []).map(
    (one): Case => ({ args: Object.entries(takes).map(([name, shape]) => typed(one[name] as Plain, shape)) }),
  )
  const drawn = (random: Random): readonly Case[] => (draws(written) ? drawCases(random, written, takes) : [])
  return caseSet(id, (random) => [...fixed, ...drawn(random)])
}

function drawCases(random: Random, written: WrittenInputs, takes: Takes): readonly Case[] {
  const shapes = Object.entries(takes).map(([name, notation]) => ({ name, notation, shape: readShape(notation) as DrawnShape }))
  const letters = [...new Set(shapes.flatMap(({ shape }) => shape.extents.flatMap(({ letter }) => letter ?? [])))].sort()
  const one = (edge?: { readonly of: string; readonly value: number }): Case => {
    const sizes = new Map(
      letters.map((letter) => [letter, random.integer(...((written.sizes?.[letter] ?? DEFAULT_SIZE) as [number, number]))]),
    )
    return {
      args: shapes.map(({ name, notation, shape }) => {
        const extents = extentsOf(shape, sizes)
        const total = extents.reduce((product, extent) => product * extent, 1)
        const numbers = Array.from({ length: total }, () => draw(random, shape.kind, written.values?.[name]))
        if (edge?.of === name && total > 0) numbers[random.integer(0, total - 1)] = edge.value
        return typed(nested(numbers, extents) as Plain, notation)
      }),
    }
  }
  const edges = Object.entries(written.values ?? {}).flatMap(([of, { edges = [] }]) => edges.map((value) => ({ of, value })))
  return [...Array.from({ length: written.count ?? DEFAULT_COUNT }, () => one()), ...edges.map(one)]
}

function draw(random: Random, kind: DrawnShape['kind'], values: WrittenValues | undefined): number {
  const { from, to, normal = 1 } = { ...(values?.from === undefined && values?.normal === undefined ? defaultOf(kind) : {}), ...values }
  if (from === undefined || to === undefined) return normal * random.normal()
  return kind === 'int' ? random.integer(from, to) : random.uniform(from, to)
}

function defaultOf(kind: DrawnShape['kind']): WrittenValues {
  return kind === 'int' ? DEFAULT_INTEGERS : DEFAULT_NUMBERS
}

/** Row-major. */
function nested(numbers: readonly number[], [extent, ...inner]: readonly number[]): Nested {
  if (extent === undefined) return numbers[0] as number
  const size = inner.reduce((product, one) => product * one, 1)
  return Array.from({ length: extent }, (_, i) => nested(numbers.slice(i * size, (i + 1) * size), inner))
}

/** Index arrays hold integers; everything else is as it is written. */
function typed(plain: Plain, shape: string): Plain | Value {
  return isIntegers(shape) && Array.isArray(plain) ? integers(plain as Nested) : plain
}
