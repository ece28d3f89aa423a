import { ModelRefusal, quoted } from '../../refusal.ts'
import { isA } from './globals.ts'
import type { Pickled, PickledObject, TensorView } from './pickled.ts'

export type StateDict = ReadonlyMap<string, TensorView>

type Mapping = Extract<PickledObject, { readonly kind: 'mapping' }>

interface Asked {
  /** How something else is saved under the name of the file. */
  line(saved: string): string
  /** The file as it is now, in Python. */
  readonly loaded: string
  /** The key of a checkpoint, where the layers say which. */
  readonly wanted: string | undefined
}

const MOST_TENSORS = 4096
const LONGEST_NAME = 300
const MOST_NAMED = 5
/** What torch.compile and DataParallel put in front of the names. */
const COMPILED = /(^|\.)_orig_mod\./g
const PARALLEL = 'module.'

/**
 * The state dict of a file: the whole of it, or the only one within a checkpoint.
 *
 * @throws ModelRefusal where there is none, or several.
 */
export function findStateDict(value: Pickled, { line, loaded, wanted }: Asked): { readonly key?: string; readonly tensors: StateDict } {
  const weights = 'model.state_dict()'
  if (isA(value, 'tensor')) throw new ModelRefusal(`is one tensor without a name; ${line(`{"fc1.weight": tensor}`)}`)
  if (isA(value, 'list') || isA(value, 'tuple')) throw new ModelRefusal(`is a list, whose tensors have no names; ${line(weights)}`)
  if (!isA(value, 'mapping')) throw new ModelRefusal(`contains no state dict, names with their tensors; ${line(weights)}`)
  // A dictionary may stand in many places, and is looked at once.
  const known = new Map<Pickled, StateDict | undefined>()
  const stateDictOf = (part: Mapping): StateDict | undefined => {
    if (!known.has(part)) known.set(part, tensorsIn(part))
    return known.get(part)
  }
  const own = stateDictOf(value)
  const within = [...value.entries].flatMap(([key, part]) => {
    const tensors = typeof key === 'string' && isA(part, 'mapping') ? stateDictOf(part) : undefined
    return tensors === undefined ? [] : [{ key: key as string, tensors }]
  })
  const named = within
    .slice(0, MOST_NAMED)
    .map(({ key }) => quoted(key))
    .join(' and ')
  if (wanted !== undefined) {
    const found = within.find(({ key }) => key === wanted)
    if (found !== undefined) return found
    throw new ModelRefusal(
      `has no state dict under ${quoted(wanted)}, which its layers name; it has ${within.length === 0 ? 'none' : named}`,
    )
  }
  if (own !== undefined) return { tensors: own }
  const [first] = within
  if (first !== undefined && within.length === 1) return first
  if (first !== undefined)
    throw new ModelRefusal(
      `holds several state dicts, ${named}; say "state_dict": ${quoted(first.key)} beside its layers, or ${line(`${loaded}[${quoted(first.key)}]`)}`,
    )
  if (value.entries.size === 0) throw new ModelRefusal(`holds an empty state dict; ${line(weights)}`)
  const parts = [...value.entries]
  const other = parts.find(([, part]) => !isA(part, 'tensor'))
  if (other === undefined) throw new ModelRefusal(`has a tensor whose name is no text; ${line(weights)}`)
  if (parts.some(([, part]) => isA(part, 'tensor')))
    throw new ModelRefusal(`has ${keyText(other[0])} beside its tensors, which is not a tensor; ${line(weights)}`)
  const listed = parts.slice(0, MOST_NAMED).map(([key]) => keyText(key))
  throw new ModelRefusal(`contains no state dict, only ${listed.join(', ')}; ${line(weights)}`)
}

/** Names with tensors and nothing else; `undefined` for any other dictionary. */
function tensorsIn({ entries }: Mapping): StateDict | undefined {
  if (entries.size === 0) return undefined
  const tensors = new Map<string, TensorView>()
  for (const [key, part] of entries) {
    if (typeof key !== 'string' || !isA(part, 'tensor')) return undefined
    tensors.set(key, part)
    if (tensors.size > MOST_TENSORS) throw new ModelRefusal(`holds a state dict of more than ${MOST_TENSORS} tensors`)
  }
  const long = [...tensors.keys()].find((name) => name.length > LONGEST_NAME)
  if (long !== undefined)
    throw new ModelRefusal(`has the name ${quoted(long)}… of ${long.length} characters; at most ${LONGEST_NAME} are read`)
  return tensors
}

/**
 * Without what DataParallel and torch.compile put in front of every name, unless the layers say these names.
 *
 * @param declared - `weights` of the layers.
 * @throws ModelRefusal if two names become one.
 */
export function withoutWrappers(
  tensors: StateDict,
  declared: readonly string[],
): { readonly tensors: StateDict; readonly removed: readonly string[] } {
  const removed = new Set<string>()
  let named = tensors
  const rename = (prefix: string, to: (name: string) => string): void => {
    const renamed = new Map([...named].map(([name, tensor]) => [to(name), tensor]))
    if (renamed.size !== named.size) throw new ModelRefusal(`has names that differ by ${quoted(prefix)} alone`)
    named = renamed
    removed.add(prefix)
  }
  for (;;) {
    const names = [...named.keys()]
    if (names.some((name) => name.match(COMPILED)) && !declared.some((name) => `${name}.`.match(COMPILED)))
      rename('_orig_mod.', (name) => name.replace(COMPILED, '$1'))
    else if (names.every((name) => name.startsWith(PARALLEL)) && !declared.some((name) => `${name}.`.startsWith(PARALLEL)))
      rename(PARALLEL, (name) => name.slice(PARALLEL.length))
    else return { tensors: named, removed: [...removed] }
  }
}

function keyText(key: Pickled): string {
  return typeof key === 'object' ? 'an entry without a name' : quoted(key)
}
