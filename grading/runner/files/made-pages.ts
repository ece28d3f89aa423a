import { existsSync, lstatSync, readFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { exactJson } from '../../engine/exact-json.ts'
import type { RenderedFile } from '../../model/report.ts'
import { digest, HARNESS } from '../run/run-identity.ts'
import { sha256 } from '../sha256.ts'
import { ownPackage } from '../version.ts'
import { writeWhole } from './output-folder.ts'

/** What pages of an output folder were made of, beside them. */
export const PAGES = '.assay-pages.json'

const ROOT = resolve(dirname(fileURLToPath(import.meta.url)), '../../..')
/** What pages are made by. */
export const MAKERS: readonly string[] = [...HARNESS, join(ROOT, 'reports'), join(ROOT, 'course')]

interface Made {
  /** sha256 of inputs and code. */
  readonly of: string
  /** sha256 of the page. */
  readonly page: string
}

/** Pages that an earlier run made of equal inputs with equal code are left as they are. */
export interface MadePages {
  /** Whether the page is there, as it was made of these inputs. */
  isThere(file: RenderedFile): boolean
  /** Takes note of a page that was made of its inputs and written. */
  note(file: RenderedFile, content: string): void
  /** Keeps what is known of pages that were asked about. */
  save(): Promise<void>
}

/**
 * @param folder - of the reports, absolute.
 * @param code - digest of what makes pages.
 */
export function madePages(folder: string, code: string = codeDigest()): MadePages {
  const before = readPages(join(folder, PAGES))
  const now = new Map<string, Made>()
  const keyOf = ({ path, inputs }: RenderedFile): string => sha256(exactJson([code, path, inputs]))
  return {
    isThere(file) {
      const known = file.inputs === undefined ? undefined : before.get(file.path)
      if (known === undefined || known.of !== keyOf(file) || !isPage(join(folder, file.path), known.page)) return false
      now.set(file.path, known)
      return true
    },
    note(file, content) {
      if (file.inputs !== undefined) now.set(file.path, { of: keyOf(file), page: sha256(content) })
    },
    async save() {
      await writeWhole(join(folder, PAGES), `${JSON.stringify(Object.fromEntries(now), undefined, 1)}\n`)
    },
  }
}

/** Of all code that pages are made by, its packages and what runs it. */
export function codeDigest(): string {
  return sha256(exactJson([digest(MAKERS.filter((folder) => existsSync(folder))), ownPackage(), process.versions]))
}

/** Whether the file holds the page still: somebody may have changed it, or put something else in its place. */
function isPage(path: string, page: string): boolean {
  if (lstatSync(path, { throwIfNoEntry: false })?.isFile() !== true) return false
  try {
    return sha256(readFileSync(path)) === page
  } catch {
    return false
  }
}

function readPages(file: string): ReadonlyMap<string, Made> {
  try {
    const pages: unknown = JSON.parse(readFileSync(file, 'utf8'))
    if (typeof pages !== 'object' || pages === null) return new Map()
    return new Map(Object.entries(pages).filter((entry): entry is [string, Made] => isMade(entry[1])))
  } catch {
    return new Map()
  }
}

function isMade(value: unknown): value is Made {
  return typeof value === 'object' && value !== null && 'of' in value && 'page' in value
}
