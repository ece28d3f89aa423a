import { basename, dirname, relative, resolve, sep } from 'node:path'
import * as esbuild from 'esbuild'
import { halvesOf } from '#checks/halves'
import type { Check } from '#grading/model/check'
import { UsageError } from '#grading/runner/usage-error'
import type { CatalogueEntry } from '#grading/sheet/catalogue'
import { type Bundled, bundled, OPTIONS, ownFaces, ROOT, withoutPlaces } from './bundle.ts'
import { hiddenFolders } from './hidden-data.ts'
import { JUDGES_FILE, judgeName, judgesFile } from './planned.ts'

export interface Planned extends Pick<CatalogueEntry, 'folder' | 'exercise' | 'hiddenData'> {
  /** Its checks in the kit. */
  readonly kept: readonly Check[]
}

/** Modules of an exercise that a kit must not contain, by the stems of their names. */
const FORBIDDEN = new Set(['solution', 'exercise', 'mistakes', 'cases', 'starter'])

/**
 * What judges in exercises, as one module with an export for each, named by its place: `e0`, `e4`, ….
 *
 * @param entries - by their places on the sheet.
 * @throws UsageError where that reaches a reference solution, what draws inputs, known mistakes or hidden data: one sentence, with the way to it.
 */
export async function bundleJudges(entries: ReadonlyMap<number, Planned>): Promise<Bundled> {
  const contents = [...entries].flatMap(([place, entry]) => linesOf(place, entry))
  const built = await esbuild.build({
    ...OPTIONS,
    stdin: { contents: contents.join('\n'), resolveDir: ROOT, loader: 'ts' },
    plugins: [ownFaces, withoutEffects],
  })
  for (const entry of entries.values()) refuseForbidden(entry, built.metafile)
  const { code, packages } = bundled(built)
  return { code: withoutPlaces(code, [...new Set([...entries.values()].map(({ folder }) => dirname(dirname(folder))))]), packages }
}

function linesOf(place: number, entry: Planned): readonly string[] {
  const file = judgesFile(entry)
  if (file === undefined) return [`export const e${place} = ${JSON.stringify({ id: entry.exercise.id, judges: {} })}`]
  const needing = entry.kept.filter((check) => (halvesOf(check)?.needs.length ?? 0) > 0)
  const judges = needing.map(({ id }) => `${JSON.stringify(id)}: j${place}.${judgeName(id)}`)
  const lists = (['conventions', 'variables'] as const).filter((name) => (entry.exercise[name] ?? []).length > 0)
  const parts = [
    `id: ${JSON.stringify(entry.exercise.id)}`,
    `judges: { ${judges.join(', ')} }`,
    ...lists.map((name) => `${name}: j${place}.${name}`),
  ]
  return [`import * as j${place} from ${JSON.stringify(file)}`, `export const e${place} = { ${parts.join(', ')} }`]
}

/** Of modules that are loaded for nothing that is used, nothing is left. */
const withoutEffects: esbuild.Plugin = {
  name: 'without effects',
  setup(build) {
    build.onResolve({ filter: /.*/ }, async ({ path, pluginData, kind, ...from }) => {
      if (pluginData === RESOLVING || kind === 'entry-point') return undefined
      const found = await build.resolve(path, { ...from, kind, pluginData: RESOLVING })
      return found.errors.length > 0 ? undefined : { ...found, sideEffects: false }
    })
  },
}
const RESOLVING = Symbol('resolving')

function refuseForbidden(entry: Planned, { inputs }: esbuild.Metafile): void {
  const start = judgesFile(entry)
  if (start === undefined) return
  const sheet = dirname(dirname(entry.folder))
  const hidden = hiddenFolders(entry)
  const isForbidden = (path: string): boolean => {
    if (path === 'fast-check') return true
    if (hidden.some((folder) => path.startsWith(folder + sep))) return true
    return path.startsWith(sheet + sep) && FORBIDDEN.has(basename(path).replace(/\.[^.]*$/, ''))
  }
  const chain = wayTo(start, isForbidden, (path) =>
    // What the harness itself loads is no concern of an exercise.
    path.startsWith(sheet + sep) ? (inputs[relative(ROOT, path).split(sep).join('/')]?.imports ?? []).map(absolute) : [],
  )
  if (chain === undefined) return
  const shown = chain.map((path) => (path.startsWith(sheet + sep) ? relative(sheet, path).split(sep).join('/') : path))
  throw new UsageError(
    `${entry.exercise.id}: ${JUDGES_FILE} must not import ${shown.at(-1)}, which a kit must not contain (${shown.join(' → ')}); move the functions that look at answers into a file of their own`,
  )
}

function absolute({ path, external }: { readonly path: string; readonly external?: boolean }): string {
  return external === true ? path : resolve(ROOT, path)
}

/** The shortest way to something that is wanted, both ends included. */
function wayTo(start: string, wanted: (path: string) => boolean, next: (path: string) => readonly string[]): readonly string[] | undefined {
  const ways: (readonly string[])[] = [[start]]
  const seen = new Set([start])
  for (const way of ways) {
    const last = way.at(-1) as string
    if (way.length > 1 && wanted(last)) return way
    for (const one of next(last)) {
      if (seen.has(one)) continue
      seen.add(one)
      ways.push([...way, one])
    }
  }
  return undefined
}
