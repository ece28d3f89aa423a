import { lstatSync, readlinkSync } from 'node:fs'
import { dirname, isAbsolute, join, resolve, sep } from 'node:path'

/** What the inside of a sandbox consists of: files and folders at the paths that they have outside, and the links that lead to them. */
export interface MountList {
  /** Absolute, without links, parents before what they hold. */
  readonly paths: readonly string[]
  /** Path → what the link says. */
  readonly links: ReadonlyMap<string, string>
}

export interface MountListBuilder {
  /** Adds an absolute path of this machine; what does not exist is left out. */
  add(path: string): void
  list(): MountList
}

const MOST_LINKS = 40

/** Follows each link on the way to a path and keeps it, so that the loader and `$ORIGIN` find inside what they find outside. */
export function mountList(): MountListBuilder {
  const paths = new Set<string>()
  const links = new Map<string, string>()
  return {
    add(path) {
      const real = follow(path, links)
      if (real !== undefined) paths.add(real)
    },
    list() {
      return {
        paths: outermost(paths),
        links: new Map([...links].filter(([link]) => !isCovered(link, paths)).sort(([a], [b]) => (a < b ? -1 : 1))),
      }
    },
  }
}

/** Sorted and once each, without those whose parents are among them. */
export function outermost(paths: Iterable<string>): string[] {
  const all = new Set(paths)
  return [...all].sort().filter((path) => !isCovered(path, all))
}

/** Whether one of its parents is mounted anyway. */
function isCovered(path: string, mounted: ReadonlySet<string>): boolean {
  for (let parent = dirname(path); parent !== dirname(parent); parent = dirname(parent)) if (mounted.has(parent)) return true
  return false
}

function follow(path: string, links: Map<string, string>): string | undefined {
  let real: string = sep
  let rest = resolve(path).split(sep).filter(Boolean)
  for (let followed = 0; rest.length > 0; ) {
    const [name = '', ...further] = rest
    const next = join(real, name)
    let target: string | undefined
    try {
      target = lstatSync(next).isSymbolicLink() ? readlinkSync(next) : undefined
    } catch {
      return undefined
    }
    rest = further
    if (target === undefined) {
      real = next
      continue
    }
    if (++followed > MOST_LINKS) return undefined
    links.set(next, target)
    const onward = isAbsolute(target) ? target : join(real, target)
    rest = [...onward.split(sep).filter(Boolean), ...further]
    real = sep
  }
  return real
}
