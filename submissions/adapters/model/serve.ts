import { readFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { sizeOf, type Tensor } from '#grading/model/tensor'
import type { Tfjs } from '#grading/networks/backend/tfjs'
import type { ModelFile } from '../../intake/models.ts'
import { tensorsInChild } from '../javascript/child-global.ts'
import { readDeclared, readDeclaredStateDict } from './formats/declared/read-declared.ts'
import { readOnnx } from './formats/onnx/read-onnx.ts'
import { readLayersModel } from './formats/read-layers-model.ts'
import type { GraphInput, Model } from './graph/graph.ts'
import { createRunner, type Runner } from './graph/run.ts'
import { DeclarationRefusal, ModelRefusal, quoted } from './refusal.ts'

/** A model file and the function that it answers for. */
export interface ServedModel extends ModelFile {
  readonly entry: string
  readonly gives?: 'code and skips'
}

type Given = null | number | Tensor | readonly Given[] | { readonly [name: string]: Given }

/**
 * Runs in the child: the functions that model files answer for, as a submission exports them. A file is read at the first call of its
 * function, so that a damaged one costs its own function only.
 *
 * @param root - the folder that the names of files are relative to.
 */
export function functionsOf(models: readonly ServedModel[], root: string): Record<string, unknown> {
  const functions = models.map((model) => [model.entry, functionOf(model, root)] as const)
  return { ...Object.fromEntries(functions), tensors: true }
}

function functionOf(model: ServedModel, root: string): (...args: readonly Given[]) => Promise<unknown> {
  const runners = new Map<string, Runner>()
  let network: Model | undefined
  return async (...args) => {
    try {
      network ??= await readModel(model, root)
      const inputs = inputsOf(network, args)
      if (inputs.length !== network.inputs.length)
        throw new ModelRefusal(`takes ${network.inputs.length} inputs; ${model.entry} is given ${inputs.length}`)
      const count = inputs[0]?.shape[0] ?? 0
      const rowShapes = network.inputs.map((input, i) => rowShapeOf(input, inputs[i] as Tensor, count))
      const key = JSON.stringify(rowShapes)
      const outputs = model.gives === undefined ? network.outputs.slice(0, 1) : network.outputs
      const runner = runners.get(key) ?? createRunner(tensorsInChild() as Tfjs, { ...network, outputs }, rowShapes)
      runners.set(key, runner)
      const [first, ...others] = runner.run(
        inputs.map(({ data }) => data),
        count,
      )
      return model.gives === undefined ? first : { code: first, skips: named(network, others) }
    } catch (error) {
      if (!(error instanceof ModelRefusal)) throw error
      const file = error instanceof DeclarationRefusal ? (model.declaration ?? model.file) : model.file
      throw new ModelRefusal(`${file} ${error.message}`)
    }
  }
}

function readModel({ format, file, declaration }: ServedModel, root: string): Model | Promise<Model> {
  const read = (name: string): Uint8Array => {
    try {
      return readFileSync(join(root, name))
    } catch {
      throw new ModelRefusal(`needs ${name}, which was not submitted`)
    }
  }
  switch (format) {
    case 'onnx':
      return readOnnx(read(file), (name) => read(join(dirname(file), name)))
    case 'safetensors':
      return readDeclared(read(file), read(declaration as string))
    case 'state-dict':
      return readDeclaredStateDict(read(file), basename(file), read(declaration as string))
    case 'layers-model':
      return readLayersModel(read(file), (shard) => read(join(dirname(file), shard)))
  }
}

/** Skips by the names that the layers give them, else in their order. */
function named({ skips }: Model, others: readonly Tensor[]): readonly Tensor[] | ReadonlyMap<string, Tensor> {
  if (skips === undefined || others.length === 0) return others
  return new Map(skips.handedOut.map((name, i) => [name, others[i] as Tensor]))
}

/** In the order of the model's inputs: those with names by their names, where they come so, and the others as they come. */
function inputsOf({ inputs, skips }: Model, args: readonly Given[]): readonly Tensor[] {
  const names = inputs.flatMap(({ skip }) => skip ?? [])
  const record = args.find(isNamed)
  const listed = args.flatMap(tensorsIn)
  if (names.length === 0) return listed
  if (record === undefined) {
    const shapes = inputs.filter(({ skip }) => skip !== undefined).map(({ shape }) => shape.join())
    if (skips?.ordered !== true && new Set(shapes).size < shapes.length)
      throw new ModelRefusal(
        `takes the skips ${names.map(quoted).join(' and ')}, some of one shape, which come without names; say their order beside its layers: "skips": [${names.map(quoted).join(', ')}]`,
      )
    return listed
  }
  const missing = names.find((name) => !isTensorIn(record[name]))
  if (missing !== undefined)
    throw new ModelRefusal(`takes the skip ${quoted(missing)}; handed out are ${Object.keys(record).slice(0, 10).map(quoted).join(', ')}`)
  const others = args.filter((one) => one !== record).flatMap(tensorsIn)
  return inputs.map(({ skip }) => (skip === undefined ? others.shift() : record[skip]) as Tensor).filter((tensor) => tensor !== undefined)
}

function isTensorIn(given: Given | undefined): given is Tensor {
  return typeof given === 'object' && given !== null && 'dtype' in given && ArrayBuffer.isView(given.data)
}

function isNamed(given: Given): given is { readonly [name: string]: Given } {
  return typeof given === 'object' && given !== null && !Array.isArray(given) && !isTensorIn(given)
}

function tensorsIn(given: Given): readonly Tensor[] {
  if (typeof given !== 'object' || given === null) return []
  if (isTensorIn(given)) return [given]
  return Object.values(given).flatMap(tensorsIn)
}

/** Without the batch; what the model leaves open is worked out from what it is given. */
function rowShapeOf({ shape: [, ...declared] }: GraphInput, { shape }: Tensor, count: number): readonly number[] {
  const given = sizeOf(shape) / count
  const open = declared.filter((side) => side === undefined).length
  const rest = given / sizeOf(declared.map((side) => side ?? 1))
  const side = open === 2 ? Math.sqrt(rest) : rest
  const row = declared.map((one) => one ?? side)
  if (open > 2 || !row.every((one) => Number.isSafeInteger(one) && one > 0) || sizeOf(row) !== given) {
    const shown = declared.map((one) => one ?? 'any').join(', ')
    throw new ModelRefusal(`expects rows of [${shown}]; got rows of [${shape.slice(1).join(', ')}]`)
  }
  return row
}
