import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import type { Tensor } from 'assay/math'
import { readSafetensors, writeSafetensors } from '../../grading/model/safetensors.ts'
import type { Trained } from './adam.ts'

export interface Checkpoint {
  /** Epochs that are done. */
  readonly epoch: number
  readonly state: ReadonlyMap<string, Trained>
}

/**
 * Everything that the next epoch depends on.
 * @param settings - a text that tells this training from any other; only the same one is continued.
 */
export function writeCheckpoint(path: string, settings: string, { epoch, state }: Checkpoint): void {
  const tensors = new Map<string, Tensor>()
  for (const [name, arrays] of state) {
    for (const part of ['values', 'mean', 'square'] as const) {
      tensors.set(`${name}/${part}`, { dtype: 'float64', shape: [arrays[part].length], data: arrays[part] })
    }
  }
  writeWhole(path, writeSafetensors(tensors, { settings, epoch: String(epoch) }, 'F64'))
}

/** @returns undefined if there is none, or one of a training with other settings. */
export function readCheckpoint(path: string, settings: string, names: readonly string[]): Checkpoint | undefined {
  if (!existsSync(path)) return undefined
  const { tensors, metadata } = readSafetensors(readFileSync(path))
  if (metadata.get('settings') !== settings) return undefined
  const part = (name: string): Float64Array => Float64Array.from((tensors.get(name) as Tensor).data)
  const state = new Map(
    names.map((name) => [name, { values: part(`${name}/values`), mean: part(`${name}/mean`), square: part(`${name}/square`) }]),
  )
  return { epoch: Number(metadata.get('epoch')), state }
}

/** A kill in the middle leaves the file of before. */
export function writeWhole(path: string, bytes: Uint8Array): void {
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(`${path}.part`, bytes)
  renameSync(`${path}.part`, path)
}
