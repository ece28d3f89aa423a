/** `tsx tools/imports-between-rooms.ts` writes `face.json` of each room, the files that other rooms import, so that a change of it shows in review; a test compares. */
import { spawnSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join, relative, resolve, sep } from 'node:path'
import { pathToFileURL } from 'node:url'
import { filesBelow, isForTests } from '#grading/runner/files/files-below'
import { FACE_FILE, ROOMS } from './rooms.ts'

const ROOT = resolve(import.meta.dirname, '..')
/** A file that is no test. */
export interface Source {
  /** Relative to the root, `/` between parts. */
  readonly path: string
  readonly text: string
}

/** What one room imports of another. */
export interface Visit {
  readonly from: string
  readonly room: string
  /** The file in that room, without its ending; `index` for the room itself. */
  readonly file: string
}

const SPECIFIER = /(?:\bfrom|\bimport\(|^import) ?'#([a-z]+)(?:\/([^']+))?'/gm

/** Imports from room to room, in the order of the files. The tools visit every room, as tests do. */
export function visitsIn(sources: readonly Source[]): readonly Visit[] {
  return sources.flatMap(({ path, text }) => {
    const own = path.split('/', 1)[0]
    if (own === 'tools') return []
    const named = [...text.matchAll(SPECIFIER)].map(([, room = '', file = 'index']) => ({ from: path, room, file }))
    return named.filter(({ room }) => room !== own)
  })
}

/** By room: what others import of it, in alphabetical order. */
function facesOf(visits: readonly Visit[]): ReadonlyMap<string, readonly string[]> {
  const rooms = [...new Set(visits.map(({ room }) => room))].sort()
  return new Map(rooms.map((room) => [room, [...new Set(visits.filter((one) => one.room === room).map(({ file }) => file))].sort()]))
}

/** In words: imports of files that are not in the face of their room, and files in a face that no other room imports. */
export function faceViolations(visits: readonly Visit[], faces: ReadonlyMap<string, readonly string[]>): readonly string[] {
  const behind = visits
    .filter(({ room, file }) => faces.get(room)?.includes(file) !== true)
    .map(({ from, room, file }) => `${from} imports #${room}/${file}, which is not in ${room}/${FACE_FILE}`)
  const visited = facesOf(visits)
  const unused = [...faces].flatMap(([room, files]) =>
    files.filter((file) => visited.get(room)?.includes(file) !== true).map((file) => `${room}/${FACE_FILE}: no other room imports ${file}`),
  )
  return [...behind, ...unused]
}

/** Of this checkout. */
export function sourcesOf(root = ROOT): readonly Source[] {
  return ROOMS.flatMap((room) => filesBelow(join(root, room)))
    .map((file) => ({ file, path: relative(root, file).split(sep).join('/') }))
    .filter(({ path }) => path.endsWith('.ts') && !isForTests(path))
    .map(({ file, path }) => ({ path, text: readFileSync(file, 'utf8') }))
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const faces = facesOf(visitsIn(sourcesOf()))
  for (const [room, files] of faces) writeFileSync(join(ROOT, room, FACE_FILE), `${JSON.stringify(files, null, 2)}\n`)
  const written = [...faces.keys()].map((room) => join(ROOT, room, FACE_FILE))
  const { status } = spawnSync('npx', ['biome', 'format', '--write', ...written], { cwd: ROOT, stdio: 'ignore' })
  process.exitCode = status ?? 1
}
