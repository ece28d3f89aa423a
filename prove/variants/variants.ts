import { copyFileSync, writeFileSync } from 'node:fs'
import { extname, join } from 'node:path'
import { fieldsOf } from '#grading/engine/positional'
import type { Convention, EntryPoint, Exercise } from '#grading/model/exercise'
import { nameKey } from '#grading/model/value'
import { languageOf, type Sample } from '#grading/sheet/samples'
import { stageSample } from '#grading/sheet/stage-sample'

/** Another way to tell the same right answer. */
export interface Variant {
  readonly name: string
  /** What is done to functions, as the wrappers name it; the name itself if left out. */
  readonly change?: string
  readonly languages: readonly ('javascript' | 'python')[]
  /** Needs numpy. */
  readonly numpy?: boolean
  /** What it declares. */
  readonly declare?: readonly [key: string, value: string]
  /** What the change needs to know of a function; `undefined` where it does not apply to the exercise. */
  option(exercise: Exercise, entry: EntryPoint): unknown
  applies(exercise: Exercise, sample: Sample): boolean
  /** Names of the functions, in place of their own. */
  readonly rename?: (name: string) => string
}

const BOTH = ['javascript', 'python'] as const
const always = (): boolean => true
const nothing = (): null => null
const withRecords = ({ entries }: Exercise): boolean => entries.some(({ returns }) => returns.startsWith('{'))
const withVectors = ({ entries }: Exercise): boolean => entries.some(isVector) || withFields({ entries })
/** Records whose fields are vectors themselves, not lists of them. */
const withFields = ({ entries }: Pick<Exercise, 'entries'>): boolean => entries.some(({ returns }) => /^\{.*\}$/.test(returns))

/** Those of any exercise. */
const VARIANTS: readonly Variant[] = [
  { name: 'float32', languages: BOTH, applies: always, option: nothing },
  { name: 'typed arrays', languages: ['javascript'], applies: always, option: nothing },
  { name: 'tuples for lists', languages: ['python'], applies: always, option: nothing },
  { name: 'numpy scalars', languages: ['python'], numpy: true, applies: always, option: nothing },
  { name: 'stored by columns', languages: ['python'], numpy: true, applies: always, option: nothing },
  { name: 'row vectors', languages: BOTH, applies: withVectors, option: (_, entry) => isVector(entry) },
  { name: 'column vectors', languages: BOTH, applies: withVectors, option: (_, entry) => isVector(entry) },
  { name: 'shuffled keys', languages: BOTH, applies: withRecords, option: nothing },
  { name: 'extra keys', languages: BOTH, applies: withRecords, option: nothing },
  { name: 'other case style', languages: BOTH, applies: always, option: nothing, rename: otherStyle },
  {
    name: 'another order',
    languages: BOTH,
    applies: (exercise, { declare }) => declare.size === 0 && exercise.permutable !== undefined,
    option: ({ permutable }, entry) => orderOf(entry, permutable as string),
  },
  {
    name: 'permuted classes',
    languages: BOTH,
    applies: ({ classLabels }) => classLabels !== undefined,
    option: ({ classLabels }, { name, parameters }) => {
      if (classLabels?.entry !== name) return null
      const positionOf = (parameter: string): number => parameters.findIndex((one) => one.name === parameter)
      return { labels: classLabels.labels.map(positionOf), classes: positionOf(classLabels.classes) }
    },
  },
]

/** All that there are for an exercise: those of any, and one for each convention by which matrices are stored transposed. */
export function variantsFor({ conventions = [] }: Pick<Exercise, 'conventions'>): readonly Variant[] {
  return [...VARIANTS, ...conventions.flatMap((one) => stored(one, conventions))]
}

/** @param all - conventions of the exercise. */
function stored({ key, value, transposes }: Convention, all: readonly Convention[]): readonly Variant[] {
  if (transposes === undefined) return []
  const { parameters = [], fields = [] } = transposes
  // Gradients are stored as the weights are unless they are declared by themselves: what was declared for a field stays.
  const others = new Set(all.filter((other) => other.transposes?.fields?.some((field) => fields.includes(field))).map((other) => other.key))
  return [
    {
      name: `${key}: ${value}`,
      change: 'transposed',
      languages: BOTH,
      declare: [key, value],
      applies: (_, { declare }) => [key, ...others].every((one) => !declare.has(one)),
      option: (_, entry) => ({
        positions: entry.parameters.flatMap((one, i) => (parameters.includes(one.name) ? [i] : [])),
        fields: fields.map(nameKey),
        // Of a record that comes as a tuple.
        names: fieldsOf(entry).map(({ name }) => name),
      }),
    },
  ]
}

/** Those that a sample can be told in. A notebook is told in none: what is handed in there is one file. */
export function variantsOf(exercise: Exercise, sample: Sample, numpy: boolean): readonly Variant[] {
  const language = languageOf(sample)
  if (extname(sample.file) === '.ipynb' || language === 'text' || language === 'folder') return []
  return variantsFor(exercise).filter(
    (one) => one.languages.includes(language) && (numpy || one.numpy !== true) && one.applies(exercise, sample),
  )
}

/** A hand-in whose functions call the sample's. */
export function stageVariant(folder: string, exercise: Exercise, sample: Sample, variant: Variant): string {
  const declare = variant.declare === undefined ? sample.declare : new Map([...sample.declare, variant.declare])
  const path = stageSample(folder, { ...sample, declare }, 'original')
  const python = languageOf(sample) === 'python'
  const aid = python ? 'wrap_values.py' : 'wrap.mjs'
  copyFileSync(new URL(aid, import.meta.url), join(path, aid))
  const told = exercise.entries.map((entry) => ({
    name: (variant.rename ?? ((name: string) => name))(entry.name),
    own: entry.name,
    option: JSON.stringify(variant.option(exercise, entry)),
  }))
  const change = JSON.stringify(variant.change ?? variant.name)
  const lines = python
    ? [
        'import json',
        'import original',
        'from wrap_values import find, wrap',
        ...told.map(
          ({ name, own, option }) => `${name} = wrap(find(original, "${own}"), ${change}, json.loads(${JSON.stringify(option)}))`,
        ),
      ]
    : [
        `import * as original from './original${extname(sample.file)}'`,
        `import { find, wrap } from './wrap.mjs'`,
        `export const tensors = find(original, 'tensors')`,
        ...told.map(({ name, own, option }) => `export const ${name} = wrap(find(original, '${own}'), ${change}, ${option})`),
      ]
  writeFileSync(join(path, python ? 'submission.py' : 'submission.mjs'), `${lines.join('\n')}\n`)
  return path
}

function isVector({ returns }: EntryPoint): boolean {
  return /^float\[[^,…\]]+\]$/.test(returns)
}

function otherStyle(name: string): string {
  return name.includes('_')
    ? name.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase())
    : name.replace(/([a-z])([A-Z])/g, (_, before: string, letter: string) => `${before}_${letter.toLowerCase()}`)
}

/** Which axis of each argument and of the answer is the one that is turned round. */
function orderOf({ parameters, returns }: EntryPoint, symbol: string) {
  const axisOf = (shape: string): 'only' | 'first' | 'last' | undefined => {
    const axes =
      /\[([^\]]*)\]$/
        .exec(shape)?.[1]
        ?.split(',')
        .map((axis) => axis.trim()) ?? []
    if (axes[0] === symbol) return axes.length === 1 ? 'only' : 'first'
    return axes.at(-1) === symbol ? 'last' : undefined
  }
  const positions = Object.fromEntries(
    parameters.flatMap(({ shape }, i) => [[String(i), axisOf(shape)] as const]).filter(([, axis]) => axis !== undefined),
  )
  return { positions, answer: axisOf(returns) ?? null }
}
