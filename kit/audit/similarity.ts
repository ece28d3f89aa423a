import * as esbuild from 'esbuild'
import { type Examined, type Leak, leakAt } from './leak.ts'

/** A function of a reference. */
export interface ReferencePart {
  readonly name: string
  readonly text: string
}

export interface Fingerprint {
  readonly name: string
  readonly shingles: ReadonlySet<string>
  /** Of the whole function, in shingles. */
  readonly length: number
}

/** Tokens in a shingle: longer than an idiom such as `.map((x, i) => x`. */
const SHINGLE = 9
/** Functions of fewer shingles say no more than their idioms. */
const LEAST_SHINGLES = 20
/**
 * Share of a function's shingles in one place that makes a copy, and how many there must be. Measured over all references: minified and
 * renamed copies keep .53 and more, and 15 shingles and more; the kit has 11 of 22 at most, of one line that averages columns beside
 * one that transposes. The test prints the nearest of each.
 */
const COPIED = 0.5
const COPIED_SHINGLES = 13

const TOKEN = /\s+|\/\/[^\n]*|\/\*[\s\S]*?\*\/|(["'`])(?:\\.|(?!\1)[^\\])*\1|\d[\w.]*|[A-Za-z_$][\w$]*|=>|[=!<>]=?=?|[&|?+*-]{2}|\S/g
const WORDS = new Set(
  'return const let var function if else for of in new while null undefined true false void throw typeof Math Array Number Float64Array'.split(
    ' ',
  ),
)

/** The code as a bundler writes it, so that types, white space and forms of writing do not matter. */
export async function plainCode(text: string): Promise<string> {
  try {
    return (await esbuild.transform(text, { loader: 'ts', target: 'node20', minifySyntax: true, tsconfigRaw: '{}', logLevel: 'silent' }))
      .code
  } catch {
    return text
  }
}

interface Token {
  readonly word: string
  readonly at: number
}

/** Names of variables do not matter, those of properties and of the language do. */
function tokensOf(text: string): readonly Token[] {
  const tokens: Token[] = []
  for (const match of text.matchAll(TOKEN)) {
    const [word] = match
    if (/^(\s|\/\/|\/\*)/.test(word) || word === ';' || word === ',') continue
    const last = tokens.at(-1)?.word
    const name = /^[A-Za-z_$]/.test(word) && last !== '.' && last !== '?.' && !WORDS.has(word)
    const declares = word === 'let' || word === 'var' ? 'const' : word
    tokens.push({ word: match[1] === undefined ? (name ? 'x' : declares) : "''", at: match.index })
  }
  return tokens
}

function shinglesOf(tokens: readonly Token[]): readonly string[] {
  return Array.from({ length: Math.max(0, tokens.length - SHINGLE + 1) }, (_, i) =>
    tokens
      .slice(i, i + SHINGLE)
      .map(({ word }) => word)
      .join(' '),
  )
}

/**
 * Of the functions that are long enough to be told apart.
 * @param open - code that anybody may read: what it says, too, tells nothing.
 */
export async function fingerprints(parts: readonly ReferencePart[], open: readonly string[]): Promise<readonly Fingerprint[]> {
  const known = new Set((await Promise.all(open.map(plainCode))).flatMap((text) => shinglesOf(tokensOf(text))))
  const all = await Promise.all(
    parts.map(async ({ name, text }) => {
      const shingles = shinglesOf(tokensOf(await plainCode(text)))
      return { name, shingles: new Set(shingles.filter((one) => !known.has(one))), length: shingles.length }
    }),
  )
  return all.filter(({ shingles }) => shingles.size >= LEAST_SHINGLES)
}

export interface Likeness {
  readonly name: string
  /** How many of the function's shingles occur, and their share. */
  readonly found: number
  readonly share: number
  readonly at: number
}

/** How much of each function a text holds in one place: in a stretch half as long again as the function. */
export function likenesses(text: string, of: readonly Fingerprint[]): readonly Likeness[] {
  const tokens = tokensOf(text)
  const places = new Map<string, number[]>()
  for (const [i, shingle] of shinglesOf(tokens).entries()) {
    const found = places.get(shingle)
    if (found === undefined) places.set(shingle, [i])
    else found.push(i)
  }
  return of.map(({ name, shingles, length }) => {
    const hits = [...shingles]
      .flatMap((shingle) => (places.get(shingle) ?? []).map((place) => ({ shingle, place })))
      .sort((a, b) => a.place - b.place)
    let most = { found: 0, at: 0 }
    for (const [i, { place }] of hits.entries()) {
      const within = new Set<string>()
      for (let j = i; j < hits.length && (hits[j] as (typeof hits)[number]).place < place + 1.5 * length; j++)
        within.add((hits[j] as (typeof hits)[number]).shingle)
      if (within.size > most.found) most = { found: within.size, at: (tokens[place] as Token).at }
    }
    return { name, ...most, share: most.found / shingles.size }
  })
}

export function isCopy({ found, share }: Likeness): boolean {
  return found >= COPIED_SHINGLES && share >= COPIED
}

const CODE = /\.[cm]?[jt]sx?$/

export async function findSource(examined: Examined, of: readonly Fingerprint[]): Promise<readonly Leak[]> {
  const text = CODE.test(examined.file) ? await plainCode(examined.text) : unescaped(examined.text)
  const copied = likenesses(text, of).filter(isCopy)
  return copied.map(({ name, share, at }) =>
    leakAt({ ...examined, text }, at, 'reference source', `${Math.round(100 * share)} % of ${name}: ${text.slice(at, at + 60)}`),
  )
}

/** Code in a page, in a notebook or in JSON. */
function unescaped(text: string): string {
  return text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll(/&(quot|#34);/g, '"')
    .replaceAll(/&#(39|x27);/gi, "'")
    .replaceAll('&amp;', '&')
    .replaceAll('\\n', '\n')
}
