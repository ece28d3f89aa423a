import { basename, extname } from 'node:path'
import { closest } from '#grading/model/closest'
import type { ModelRole } from '#grading/model/exercise'
import type { WrittenModels } from './manifest.ts'
import { stem } from './written-functions.ts'

/** What may be handed to the class that a network is made of. */
export type Argument = string | number | boolean | null | readonly Argument[] | { readonly [name: string]: Argument }

/** A function of the sheet that a declared network answers for. */
export interface DeclaredAnswer {
  readonly entry: string
  /** The network as a whole, or one of the two that it consists of. */
  readonly part: 'whole' | 'encode' | 'decode'
  /** The module or method that is this part, if it is named. */
  readonly attribute?: string
  /** Whether skips go from the encoder to the decoder beside the code. */
  readonly skips: boolean
}

/** A network of `models:` in submission.yaml: a class of the student's, its weights, and what it answers for. */
export interface DeclaredNetwork {
  /** As it is written, in lower case, such as `cae-skip`. */
  readonly name: string
  /** Where its class stands; without it the file of weights is a network as a whole. */
  readonly class?: { readonly file: string; readonly name: string }
  /** Relative to the hand-in. */
  readonly weights?: string
  readonly arguments: Readonly<Record<string, Argument>>
  /** The shape of one image as the network takes it. */
  readonly input?: readonly number[]
  readonly answers: readonly DeclaredAnswer[]
}

export interface DeclaredNetworks {
  readonly networks: readonly DeclaredNetwork[]
  /** By the entry that it should answer for: why it cannot, as a whole sentence. */
  readonly refused: ReadonlyMap<string, string>
  /** Whole sentences about what belongs to nothing. */
  readonly remarks: readonly string[]
}

export interface Declaring {
  readonly roles: readonly ModelRole[]
  /** Of the hand-in, relative. */
  readonly files: readonly string[]
  /** The file that a class without a file's name stands in. */
  readonly entry: string | undefined
}

const FIELDS = ['class', 'weights', 'encode', 'decode', 'call', 'arguments', 'input'] as const
type Field = (typeof FIELDS)[number]

const EXAMPLE = '`models: {ae: {class: prob5_AE.AE, weights: mnist_ae.pt}}`'
const MOST_REMARKS = 10
const LONGEST_SHOWN = 60

/** What `models:` of submission.yaml says, held against the roles of the sheet and the files that there are. */
export function declaredNetworks(written: WrittenModels, how: Declaring): DeclaredNetworks {
  const networks: DeclaredNetwork[] = []
  const refused = new Map<string, string>()
  const remarks: string[] = []
  const names = namesOf(how.roles)
  const taken = new Set<string>()
  /** Weights that are not there, and called like nothing that is: the network is not trained yet. */
  const absent: string[] = []
  const claimed = new Set(written.flatMap(([, fields]) => fields.map(([, text]) => fileName(text))))
  const free = how.files.filter((file) => !claimed.has(file))
  for (const [name, fields] of written) {
    const known = plain(name)
    const answered = answersOf(known, how.roles)
    if (answered.length === 0) {
      remarks.push(`models: ${shown(name)} is unknown${suggestion(known, names)}. It was ignored.`)
      continue
    }
    const at = `submission.yaml, models, ${name.slice(0, LONGEST_SHOWN)}`
    const given = new Map<Field, string>()
    const unknown: string[] = []
    for (const [field, text] of fields) {
      const meant = FIELDS.find((one) => one === field)
      if (meant !== undefined) given.set(meant, text)
      else unknown.push(`${shown(field)} is unknown${suggestion(field, FIELDS)}`)
    }
    // Without its weights a network answers at random: what may have been meant for them is no remark.
    const [perhapsWeights] = given.has('weights') ? [] : unknown
    if (perhapsWeights === undefined) remarks.push(...unknown.map((says) => `${at}: ${says}. It was ignored.`))
    const answers = answered.map((answer): DeclaredAnswer => {
      const attribute = given.get(answer.part === 'whole' ? 'call' : answer.part)
      return attribute === undefined ? answer : { ...answer, attribute }
    })
    const found = perhapsWeights === undefined ? networkOf(known, given, how, free) : { says: perhapsWeights }
    const twice = answers.find(({ entry }) => taken.has(entry))
    if (twice !== undefined) {
      remarks.push(`${at}: another network answers for ${twice.entry} already. It was ignored.`)
      continue
    }
    if ('absent' in found) {
      absent.push(found.absent)
      continue
    }
    if ('says' in found) for (const { entry } of answers) refused.set(entry, `${at}: ${found.says}.`)
    else networks.push({ ...found.network, answers })
    for (const { entry } of answers) taken.add(entry)
  }
  if (absent.length > 0) {
    const [are, them] = absent.length === 1 ? ['is', 'it'] : ['are', 'them']
    remarks.unshift(
      `submission.yaml, models: ${absent.slice(0, MOST_REMARKS).join(', ')} ${are} not there; what needs ${them} is not attempted.`,
    )
  }
  return { networks, refused, remarks: remarks.slice(0, MOST_REMARKS) }
}

/** `cnn` answers as a whole; `ae` by its encoder and its decoder where the sheet asks for `ae-encoder` and `ae-decoder`. */
function answersOf(name: string, roles: readonly ModelRole[]): readonly DeclaredAnswer[] {
  return (['whole', 'encode', 'decode'] as const).flatMap((part) => {
    const found = roles.find(({ role }) => role === (part === 'whole' ? name : `${name}-${part}r`))
    if (found === undefined) return []
    const pair = roles.find(({ role }) => role === (part === 'decode' ? `${name}-encoder` : found.role))
    return [{ entry: found.entry, part, skips: pair?.gives === 'code and skips' }]
  })
}

/** What may be declared: pairs by their common name. */
function namesOf(roles: readonly ModelRole[]): readonly string[] {
  return [...new Set(roles.map(({ role }) => role.replace(/-(?:en|de)coder$/, '')))]
}

type Found = { readonly network: Omit<DeclaredNetwork, 'answers'> } | { readonly says: string } | { readonly absent: string }

function networkOf(name: string, given: ReadonlyMap<Field, string>, { files, entry }: Declaring, free: readonly string[]): Found {
  const weights = given.has('weights') ? fileName(given.get('weights') as string) : undefined
  const written = given.get('class')
  if (weights === undefined && written === undefined) return { says: `says neither \`class:\` nor \`weights:\`; write ${EXAMPLE}` }
  if (weights !== undefined && !files.includes(weights)) {
    const named = weights.slice(0, LONGEST_SHOWN)
    const near = didYouMean(weights, free)
    return near === '' ? { absent: named } : { says: `there is no file ${named}${near}; \`weights:\` names a file of your folder` }
  }
  const found = written === undefined ? undefined : classOf(written, files, entry)
  if (found !== undefined && 'says' in found) return found
  const parameters = argumentsOf(given.get('arguments'))
  if (parameters === undefined) return { says: '`arguments:` must be a list of `name: value` lines' }
  const input = given.get('input')
  const shape = input === undefined ? undefined : (input.match(/\d{1,5}/g) ?? []).map(Number)
  if (shape !== undefined && (shape.length === 0 || shape.reduce((a, b) => a * b, 1) !== 784)) {
    return { says: '`input:` must be the shape of one image of 784 pixels, such as [1, 28, 28] or [784]' }
  }
  return {
    network: {
      name,
      ...(found === undefined ? {} : { class: found }),
      ...(weights === undefined ? {} : { weights }),
      arguments: parameters,
      ...(shape === undefined ? {} : { input: shape }),
    },
  }
}

const CODE = ['.py', '/__init__.py', '.ipynb']

/** `prob5_AE.AE`, `nets.prob5.AE`, `prob5_AE.py:AE`, or `AE` of the file that answers. */
function classOf(
  written: string,
  files: readonly string[],
  entry: string | undefined,
): { readonly file: string; readonly name: string } | { readonly says: string } {
  const [, module = '', name = ''] = /^(?:(.+?)(?:\.py|\.ipynb)?[.:])?([\p{L}_][\p{L}\p{N}_]*)$/u.exec(written.trim()) ?? []
  if (name === '') return { says: `${shown(written)} is no class; write the file and the class, such as prob5_AE.AE` }
  if (module === '') {
    if (entry !== undefined) return { file: entry, name }
    return { says: `which file has the class ${name}? Write the file and the class, such as prob5_AE.${name}` }
  }
  const path = module.includes('/') ? module : module.replaceAll('.', '/')
  const candidates = CODE.map((ending) => path + ending)
  const file =
    candidates.find((one) => files.includes(one)) ?? candidates.flatMap((one) => files.filter((other) => other.endsWith(`/${one}`)))[0]
  if (file !== undefined) return { file, name }
  const near = didYouMean(
    `${path}.py`,
    files.filter((one) => ['.py', '.ipynb'].includes(extname(one))),
  )
  return { says: `there is no file ${path.slice(0, LONGEST_SHOWN)}.py for the class ${shown(written)}${near}` }
}

/** `undefined` where they are no map. */
function argumentsOf(text: string | undefined): Readonly<Record<string, Argument>> | undefined {
  if (text === undefined || text === '') return {}
  try {
    const value: unknown = JSON.parse(text)
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined
    return typed(value) as Readonly<Record<string, Argument>>
  } catch {
    return undefined
  }
}

const WORDS: ReadonlyMap<string, Argument> = new Map<string, Argument>([
  ['true', true],
  ['false', false],
  ['null', null],
  ['none', null],
])

/** Everything in submission.yaml is text; what looks like a number is meant as one. */
function typed(value: unknown): Argument {
  if (Array.isArray(value)) return value.map(typed)
  if (typeof value === 'object' && value !== null) return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, typed(one)]))
  const text = String(value)
  if (/^[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?$/i.test(text)) return Number(text)
  const word = WORDS.get(text.toLowerCase())
  return word === undefined ? text : word
}

function fileName(text: string): string {
  return text.trim().replace(/^\.\//, '')
}

function plain(word: string): string {
  return word.trim().toLowerCase().replaceAll(/[\s_]/g, '-')
}

function suggestion(word: string, candidates: readonly string[]): string {
  const near = closest(word.slice(0, LONGEST_SHOWN), candidates)
  return near === undefined ? `; expected one of: ${candidates.join(', ')}` : ` (did you mean ${shown(near)}?)`
}

/** A file that is called almost the same, or the same elsewhere. */
function didYouMean(file: string, files: readonly string[]): string {
  const named = files.find((one) => basename(one) === basename(file)) ?? files.find((one) => stem(one) === stem(file))
  const near =
    named ??
    closest(
      file.slice(0, LONGEST_SHOWN),
      files.filter((one) => extname(one) === extname(file)),
    )
  return near === undefined ? '' : ` (did you mean ${near.slice(0, LONGEST_SHOWN)}?)`
}

function shown(word: string): string {
  return `\`${word.slice(0, LONGEST_SHOWN)}\``
}
