export type TypeScript = typeof import('typescript')

/** A piece of a module, and the names that it reads: `name`, or `name.member` where only a member is read. */
export interface Part {
  readonly text: string
  readonly names: readonly string[]
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
  /** It can reach what no import names, such as files beside it. */
  readonly reachesOut: boolean
  /** Its names may change while it is used. */
  readonly changes: boolean
  /** Of an exercise: its definition without its checks, and each of these. */
  readonly definition?: { readonly frame: Part; readonly checks: readonly ListItem[] }
}
