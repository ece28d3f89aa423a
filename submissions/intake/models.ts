import { basename, extname } from 'node:path'

/** A trained model in a file, as it was found. All names are relative to the hand-in. */
export interface ModelFile {
  readonly role: string
  readonly format: 'layers-model' | 'onnx' | 'safetensors' | 'state-dict'
  readonly file: string
  /** Where a file holds weights only: the file that says which layers they belong to. */
  readonly declaration?: string
}

export interface FoundModels {
  /** By role: the file, or as a whole sentence why none was chosen. */
  readonly models: ReadonlyMap<string, ModelFile | { readonly says: string }>
  /** Whole sentences about files in models/ that belong to no role. */
  readonly remarks: readonly string[]
}

const FORMATS =
  'models/<role>/model.json (TensorFlow.js), models/<role>.onnx, and models/<role>.safetensors or models/<role>.pt with the layers in models/<role>.json'
/** What only the code that wrote it can read safely, and what to save instead. */
const UNREAD: Readonly<Record<string, string>> = {
  '.pkl': 'a pickle, which is a program: save the weights as safetensors',
  '.h5': 'a Keras file, which is not read: convert it by tensorflowjs_converter --input_format keras',
  '.keras': 'a Keras file, which is not read: convert it by tensorflowjs_converter --input_format keras',
  '.pb': 'a TensorFlow graph, which is not read: save a layers model of TensorFlow.js',
  '.npz': 'a list of arrays without layers: save them as safetensors and declare the layers beside it',
}
/** Weights as PyTorch names them, whose layers stand in a file of JSON beside. */
const WEIGHTS: Readonly<Record<string, ModelFile['format']>> = { '.safetensors': 'safetensors', '.pt': 'state-dict', '.pth': 'state-dict' }
const ENDINGS = ['.onnx', '.json', ...Object.keys(WEIGHTS), ...Object.keys(UNREAD)]

/**
 * The model files of a hand-in: what lies in `models/` and is named by a role.
 *
 * @param files - of the hand-in, relative.
 * @param roles - of the whole sheet, such as `ae-encoder`; `ae_encoder` is the same.
 */
export function findModels(files: readonly string[], roles: readonly string[]): FoundModels {
  const inside = files.filter((file) => /(^|\/)models\//.test(file))
  const models = new Map<string, ModelFile | { readonly says: string }>()
  for (const role of roles) {
    const found = modelOf(role, inside)
    if (found !== undefined) models.set(role, found)
  }
  const strange = inside.filter((file) => ENDINGS.includes(extname(file)) && !roles.includes(roleOf(file)))
  return {
    models,
    remarks: strange.slice(0, 5).map((file) => `${file} does not match any model of this sheet; models are named ${roles.join(', ')}.`),
  }
}

function modelOf(role: string, inside: readonly string[]): ModelFile | { readonly says: string } | undefined {
  const own = inside.filter((file) => roleOf(file) === role && ENDINGS.includes(extname(file)))
  const weightsAlone = own.some((file) => Object.hasOwn(WEIGHTS, extname(file)))
  const declarations = own.filter((file) => weightsAlone && extname(file) === '.json' && basename(file) !== 'model.json')
  const candidates = own.filter((file) => !declarations.includes(file))
  const [file] = candidates
  if (file === undefined) return undefined
  if (candidates.length > 1) return { says: `found ${candidates.join(' and ')}; submit one file for the model ${role}.` }
  const unread = UNREAD[extname(file)]
  if (unread !== undefined) return { says: `${file} is ${unread}. Supported formats: ${FORMATS}.` }
  if (extname(file) === '.onnx') return { role, format: 'onnx', file }
  if (extname(file) === '.json') return { role, format: 'layers-model', file }
  const [declaration] = declarations
  const format = WEIGHTS[extname(file)] as ModelFile['format']
  if (declaration !== undefined) return { role, format, file, declaration }
  const missing = `${file.slice(0, -extname(file).length)}.json`
  const orClass = format === 'state-dict' ? ', or the class of the network in submission.yaml (docs/pytorch.md)' : ''
  return { says: `${file} contains weights only; declare their layers in ${missing} (docs/model-files.md)${orClass}.` }
}

/** `models/cnn.onnx`, `models/CNN.json` and `models/cnn/model.json` have the role cnn. */
function roleOf(file: string): string {
  const [first = ''] = (file.split(/(?:^|\/)models\//).at(-1) as string).split('/')
  const name = file.endsWith(`/${first}`) ? basename(first, extname(first)) : basename(file) === 'model.json' ? first : ''
  return name.toLowerCase().replaceAll('_', '-')
}
