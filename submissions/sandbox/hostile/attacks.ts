import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { extname, join } from 'node:path'
import type { Verdict } from '#grading/model/check'

/** One file (or folder) of fixtures/hostile and what its header says of it. */
export interface Attack {
  /** File name. */
  readonly id: string
  readonly path: string
  /** Row of the catalogue and what it does. */
  readonly what: string
  /** Verdict of its check in a sandbox. */
  readonly expects: string
  /** The same in a plain process, where `accepted` means that it came through; `any` depends on the machine, `not run` would harm it. */
  readonly outside: string
  /** What a success looks like: the reference value that it read, the word `done`, or three right numbers. */
  readonly prize: 'secret' | 'done' | 'numbers'
  /** It needs a process of its own to hunt. */
  readonly prey: boolean
  /** Name under which a link to the secret lies in the hand-in. */
  readonly link: string | undefined
  /** Seconds for a call. */
  readonly limit: number
  /** Verdict of its own honest function before the attack. */
  readonly honest: Verdict
  /** The same after it; `any` where it sabotages itself. */
  readonly after: string
  /** What it runs in. */
  readonly needs: 'node' | 'python' | 'numpy'
  /** What it leaves behind in a plain process. */
  readonly leaves: string | undefined
}

const TIME_LIMIT_S = 1.5
const PATIENT_S = 15

/** @throws Error for a header without `attack`, `expects` or `outside`. */
export function readAttacks(folder: string): readonly Attack[] {
  return readdirSync(folder)
    .filter((id) => id !== 'README.md')
    .sort()
    .map((id) => attackOf(id, join(folder, id)))
}

function attackOf(id: string, path: string): Attack {
  const header = headerOf(path)
  const field = (name: string): string => {
    const value = header.get(name)
    if (value === undefined) throw new Error(`${path}: the header lacks "${name}:"`)
    return value
  }
  const expects = field('expects')
  const honest = (header.get('honest_check') ?? 'accepted') as Verdict
  return {
    id,
    path,
    what: field('attack'),
    expects,
    outside: field('outside'),
    prize: (header.get('prize') ?? 'secret') as Attack['prize'],
    prey: header.get('prey') === 'yes',
    link: header.get('link'),
    limit: Number(header.get('limit') ?? (expects === 'time-limit' ? TIME_LIMIT_S : PATIENT_S)),
    honest,
    after: header.get('after') ?? honest,
    needs: needsOf(id, sourceOf(path)),
    leaves: header.get('leaves'),
  }
}

function needsOf(id: string, source: string): Attack['needs'] {
  if (/^import numpy/m.test(source)) return 'numpy'
  return /\.(py|ipynb)$/.test(id) || /^# attack/.test(source) ? 'python' : 'node'
}

function headerOf(path: string): ReadonlyMap<string, string> {
  const header = new Map<string, string>()
  for (const line of sourceOf(path).split('\n')) {
    const [, name, value] = /^(?:\/\/|#) ([a-z_]+): (.+)$/.exec(line) ?? []
    if (name === undefined || value === undefined) break
    header.set(name, value)
  }
  return header
}

/** The file with the header; of a notebook its first cell, of a folder its attack. */
function sourceOf(path: string): string {
  if (statSync(path).isDirectory()) {
    const main = ['attack.js', 'attack.ts', 'attack.py'].map((name) => join(path, name)).find((file) => existsSync(file))
    return main === undefined ? '' : readFileSync(main, 'utf8')
  }
  const text = readFileSync(path, 'utf8')
  if (extname(path) !== '.ipynb') return text
  const { cells } = JSON.parse(text) as { readonly cells: readonly { readonly source: readonly string[] }[] }
  return cells[0]?.source.join('') ?? ''
}
