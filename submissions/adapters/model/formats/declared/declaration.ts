import { DeclarationRefusal, ModelRefusal, quoted, textOf } from '../../refusal.ts'
import { type Fields, fieldsOf, readJson, wrong } from '../read-json.ts'
import type { Wanted } from '../torch/read-state-dict.ts'
import { type FieldValues, readFields } from './fields.ts'
import type { LayerKind } from './layer.ts'
import { LAYERS } from './layers.ts'
import { wantedBy } from './wanted.ts'

/** A layer as it is declared. */
export interface DeclaredLayer {
  /** As messages name it. */
  readonly label: string
  readonly kind: LayerKind
  readonly type: string
  readonly fields: FieldValues
  /** What stands in front of the names of its tensors. */
  readonly weights: string | undefined
}

/** The file of JSON beside weights. */
export interface Declaration {
  /** The shape of one image, as the first layer takes it. */
  readonly input: readonly number[]
  readonly layers: readonly DeclaredLayer[]
  /** The order in which skips come that have no names. */
  readonly skips: readonly string[] | undefined
  /** What stands in front of tensors that no layer uses, of another part of the network. */
  readonly unused: readonly string[]
  readonly wanted: Wanted
}

const KEYS = ['input', 'layers', 'skips', 'unused', 'state_dict']
const MOST_LAYERS = 500
const MOST_NAMES = 100

/** @throws DeclarationRefusal for what is not read of it, by its name. */
export function readDeclaration(file: Uint8Array): Declaration {
  try {
    return declarationIn(file)
  } catch (error) {
    throw error instanceof ModelRefusal ? new DeclarationRefusal(error.message) : error
  }
}

function declarationIn(file: Uint8Array): Declaration {
  const declared = readJson(file)
  const unknown = [...declared.keys()].find((key) => !KEYS.includes(key))
  if (unknown !== undefined)
    throw new ModelRefusal(
      `has the field ${quoted(unknown)} in its declaration, which is not supported; expected one of: ${KEYS.join(', ')}`,
    )
  const input = declared.get('input') ?? [1, 28, 28]
  if (!Array.isArray(input) || input.length === 0 || !input.every((side) => Number.isSafeInteger(side) && side > 0))
    throw new ModelRefusal(`declares the input ${quoted(JSON.stringify(input))}; expected sizes such as [1, 28, 28]`)
  const listed = declared.get('layers')
  if (!Array.isArray(listed) || listed.length === 0) throw new ModelRefusal('declares no layers')
  if (listed.length > MOST_LAYERS) throw new ModelRefusal(`declares ${listed.length} layers; at most ${MOST_LAYERS} are run`)
  const layers = listed.map(layerAt)
  return {
    input,
    layers,
    skips: declared.has('skips') ? namesIn(declared, 'skips') : undefined,
    unused: namesIn(declared, 'unused'),
    wanted: wantedBy(declared),
  }
}

function layerAt(entry: unknown, i: number): DeclaredLayer {
  const declared = fieldsOf(entry) ?? new Map<string, unknown>()
  const type = declared.get('layer')
  const label = `layer ${i + 1}${type === undefined ? '' : ` (${textOf(type).slice(0, 40)})`}`
  const kind = typeof type === 'string' && Object.hasOwn(LAYERS, type) ? LAYERS[type] : undefined
  if (kind === undefined)
    throw new ModelRefusal(`declares ${label}, which is not supported; expected one of: ${Object.keys(LAYERS).join(', ')}`)
  const own = new Map(declared)
  const weights = own.get('weights')
  if (kind.tensors !== undefined) {
    const needed = Object.values(kind.tensors).some(({ optional }) => optional !== true)
    if (typeof weights !== 'string' && (needed || weights !== undefined))
      throw new ModelRefusal(`declares no "weights" for ${label}: the name in front of .weight and .bias`)
    own.delete('weights')
  }
  return {
    label,
    kind,
    type: type as string,
    fields: readFields(own, kind.fields ?? {}, label),
    weights: typeof weights === 'string' ? weights : undefined,
  }
}

function namesIn(declared: Fields, key: string): readonly string[] {
  const names = declared.get(key) ?? []
  if (!Array.isArray(names) || names.length > MOST_NAMES || !names.every((name) => typeof name === 'string'))
    throw wrong(key, 'declaration', names, 'a list of names')
  return names
}
