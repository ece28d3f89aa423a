export type TypeScript = typeof import('typescript')

/** A piece of a module, and the names that it reads: `name`, or `name.member` where only a member is read. */
export interface Part {
  readonly text: string
  readonly names: readonly string[]
}

/** Beyond the statements that are followed: nothing, files that are no code, or anything, such as code that is loaded by a name worked out. */
export type Reach = 'nothing' | 'files' | 'anything'

const WIDTHS: readonly Reach[] = ['nothing', 'files', 'anything']

export function wider(one: Reach, other: Reach): Reach {
  return WIDTHS.indexOf(one) < WIDTHS.indexOf(other) ? other : one
}

/** An item of the list of checks: one check, or several that are spread. */
export interface ListItem extends Part {
  readonly isSpread: boolean
}

/** What a name stands for in another module; `*` is all of it. */
export interface Imported {
  readonly from: string
  readonly name: string
}

/** A module by its statements, so that what one value depends on can be told from the rest. */
export interface ModuleParts {
  /** By the names that it declares at its top. */
  readonly declared: ReadonlyMap<string, Part>
  readonly imported: ReadonlyMap<string, Imported>
  /** What its exports stand for: a name of its own, or one of another module. */
  readonly exported: ReadonlyMap<string, string | Imported>
  /** Modules whose exports are its own. */
  readonly stars: readonly string[]
  /** Statements that are run for what they do. */
  readonly always: readonly Part[]
  /** All that it loads. */
  readonly loads: readonly string[]
  /** What it can reach that no import names. */
  readonly reach: Reach
  /** Its names may change while it is used. */
  readonly changes: boolean
  /** Of an exercise: its definition without its checks, and each of these. */
  readonly definition?: { readonly frame: Part; readonly checks: readonly ListItem[] }
}
