import * as z from 'zod'
import type { Path } from '#course/file/yaml-tree'
import type { Plain } from '../../model/value.ts'

const text = z.string().min(1)
const points = z.number().min(0).multipleOf(0.01)
const plain: z.ZodType<Plain> = z.lazy(() =>
  z.union([z.null(), z.boolean(), z.number(), z.string(), z.array(plain), z.record(z.string(), plain)]),
)

const signature = z.strictObject({ takes: z.record(z.string(), text), gives: text })

/** Numbers of one argument: between two bounds, or normal with a standard deviation. */
const values = z.strictObject({
  from: z.number().optional(),
  to: z.number().optional(),
  normal: z.number().positive().optional(),
  edges: z.array(z.number()).min(1).optional(),
})

const inputs = z.strictObject({
  cases: z.array(z.record(z.string(), plain)).min(1).optional(),
  count: z.int().min(1).max(1000).optional(),
  sizes: z.record(z.string(), z.tuple([z.int().min(0), z.int().min(0)])).optional(),
  values: z.record(z.string(), values).optional(),
})

const tolerance = z.union([z.enum(['float32', 'float64']), z.strictObject({ rtol: z.number().min(0), atol: z.number().min(0) })])

const check = z.strictObject({
  id: text,
  title: text,
  points,
  visibility: z.enum(['visible', 'hidden']).optional(),
  function: text,
  inputs: text,
  law: text.optional(),
  tolerance: tolerance.optional(),
  hint: text.optional(),
  after: z.array(text).min(1).optional(),
})

export const exerciseFile = z.strictObject({
  title: text,
  functions: z.record(z.string(), signature),
  inputs: z.record(z.string(), inputs),
  checks: z.array(check).min(1),
})

/** What `exercise.yaml` says. */
export type ExerciseFile = z.infer<typeof exerciseFile>
export type WrittenInputs = ExerciseFile['inputs'][string]
export type WrittenCheck = ExerciseFile['checks'][number]
export type WrittenValues = z.infer<typeof values>

/** Keys that may stand at a path. */
export function keysAt(path: Path): readonly string[] {
  const [part] = path
  if (part === undefined) return Object.keys(exerciseFile.shape)
  if (part === 'functions') return Object.keys(signature.shape)
  if (part === 'checks') return path.at(-1) === 'tolerance' ? ['rtol', 'atol'] : Object.keys(check.shape)
  return Object.keys(path.length > 2 ? values.shape : inputs.shape)
}
