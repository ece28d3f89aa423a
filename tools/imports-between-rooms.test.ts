import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { faceViolations, type Source, sourcesOf, visitsIn } from './imports-between-rooms.ts'
import { FACE_FILE, ROOMS } from './rooms.ts'

const ROOT = join(import.meta.dirname, '..')
const faces = new Map(
  ROOMS.map((room) => [room, join(ROOT, room, FACE_FILE)] as const)
    .filter(([, file]) => existsSync(file))
    .map(([room, file]) => [room as string, JSON.parse(readFileSync(file, 'utf8')) as readonly string[]]),
)
const sources = sourcesOf()

describe('the face of a room', () => {
  it('lists what other rooms import of it, and nothing else; npx tsx tools/imports-between-rooms.ts writes it', () => {
    const visits = visitsIn(sources)
    expect(visits.length).toBeGreaterThan(500)
    expect(faces.size).toBeGreaterThan(6)
    expect(faceViolations(visits, faces)).toEqual([])
  })

  const among = (planted: Source): readonly string[] => faceViolations(visitsIn([...sources, planted]), faces)

  it.each([
    ['an import', "import { strip } from '#kit/planted'"],
    ['a type', "import type { Strip } from '#kit/planted'"],
    ['names on lines of their own', "import {\n  strip,\n} from '#kit/planted'"],
    ['an import on demand', "const { strip } = await import('#kit/planted')"],
    ['an export', "export * from '#kit/planted'"],
  ])('is passed by a planted file: %s', (_, text) => {
    expect(among({ path: 'cli/planted.ts', text })).toEqual(['cli/planted.ts imports #kit/planted, which is not in kit/face.json'])
  })

  it.each(['kit/other.ts', 'tools/other.ts'])('is open to the room itself and to tools: %s', (path) => {
    expect(among({ path, text: "import { strip } from '#kit/planted'" })).toEqual([])
  })

  it('may list no file that no other room imports', () => {
    const more = new Map([...faces, ['kit', [...(faces.get('kit') ?? []), 'planted']]])
    expect(faceViolations(visitsIn(sources), more)).toEqual(['kit/face.json: no other room imports planted'])
  })
})
