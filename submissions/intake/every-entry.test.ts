import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { partsOf } from '#course/lms/parts-of'
import { findSubmissions } from './find.ts'
import type { FoundClass } from './found.ts'
import { IntakeError } from './intake-error.ts'
import { writeZip } from './zip/testing/write-zip.ts'

const MAKE_PIPE = 'mkfifo'
const RUNS = Number(process.env.ASSAY_CLASSES ?? 60)

type Kind = 'folder' | 'file' | 'link' | 'pipe'
interface Entry {
  readonly name: Buffer
  readonly kind: Kind
}

const SCRIPTS = [
  'anna',
  'Müller',
  'Mu\u0308ller',
  '李'.repeat(80),
  '𠀀'.repeat(60),
  'Ñandú',
  'עדה',
  'علي',
  'zoe\u200b',
  'zoe',
  '=1+1',
  'a$b',
  '..a',
  'con',
  '⟨xfc⟩',
]
const ENDINGS = [
  '',
  '',
  '',
  '.zip',
  '.zip.zip',
  '.ZIP',
  '.rar',
  '.tar.gz',
  '.7z',
  '.pdf',
  '.docx',
  '.py',
  '.ipynb',
  '.csv',
  '.yml',
  '_1_assignsubmission_file',
  '_1_assignsubmission_onlinetext',
]
const text = fc
  .tuple(fc.oneof(fc.constantFrom(...SCRIPTS), fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 })), fc.constantFrom(...ENDINGS))
  .map(([stem, ending]) => Buffer.from(stem + ending))
const bytes = fc.uint8Array({ minLength: 1, maxLength: 20 }).map((data) => Buffer.from(data))
const isName = (name: Buffer): boolean =>
  name.length <= 255 && !name.includes(0) && !name.includes(0x2f) && !['', '.', '..'].includes(name.toString('latin1'))
const entry = fc.record({
  name: fc.oneof({ weight: 4, arbitrary: text }, bytes).filter(isName),
  kind: fc.constantFrom<Kind>('folder', 'folder', 'folder', 'file', 'file', 'link', 'pipe'),
})
const classOf = fc.uniqueArray(entry, { minLength: 1, maxLength: 12, selector: ({ name }) => name.toString('latin1') })

/** How many entries the class accounts for, each once; a class that is refused accounts for all in its sentence. */
async function accountedFor(path: string): Promise<{ readonly found?: FoundClass; readonly entries: number }> {
  const found = await findSubmissions(path, { partsOf }).catch((error: unknown) => {
    if (error instanceof IntakeError) return undefined
    throw error
  })
  if (found === undefined) return { entries: -1 }
  expect(new Set(found.submissions.map(({ id }) => id)).size).toBe(found.submissions.length)
  expect(new Set(found.leftOut.map(({ name }) => name)).size).toBe(found.leftOut.length)
  return { found, entries: found.submissions.length + found.leftOut.length }
}

function put(folder: string, { name, kind }: Entry): void {
  const path = Buffer.concat([Buffer.from(`${folder}/`), name])
  if (kind === 'folder') mkdirSync(path)
  else if (kind === 'file') writeFileSync(path, '')
  else if (kind === 'link') symlinkSync('/etc', path)
  // The program takes its names as text.
  else if (name.equals(Buffer.from(name.toString('utf8')))) execFileSync(MAKE_PIPE, ['--', path.toString()])
  else writeFileSync(path, '')
}

describe('every entry of a class', () => {
  it('of a folder is one row or left out by name, and no two rows are called alike', async () => {
    const examined = { classes: 0, entries: 0, refused: 0 }
    const law = fc.asyncProperty(classOf, async (entries) => {
      const folder = mkdtempSync(join(tmpdir(), 'assay-test-'))
      try {
        for (const one of entries) put(folder, one)
        const { entries: accounted } = await accountedFor(folder)
        examined.classes++
        if (accounted === -1) examined.refused++
        else {
          examined.entries += entries.length
          expect(accounted).toBe(readdirSync(folder, { encoding: 'buffer' }).length)
        }
      } finally {
        rmSync(folder, { recursive: true, force: true })
      }
    })
    await fc.assert(law, { numRuns: RUNS })
    expect(examined.classes).toBeGreaterThanOrEqual(RUNS)
    expect(examined.entries).toBeGreaterThan(RUNS)
    if (RUNS > 1000) console.info('folders', examined)
  })

  it('of an archive is one row or left out by name, too', async () => {
    const examined = { classes: 0, entries: 0, refused: 0 }
    const law = fc.asyncProperty(classOf, fc.constantFrom('', 'week 3/'), async (some, root) => {
      // Some programs separate the parts of a path by a backslash: there it is no part of a name.
      const entries = some.filter(({ name }) => !name.includes(0x5c))
      const members = entries.map(({ name, kind }) => ({
        name: Buffer.concat([Buffer.from(root), name, Buffer.from(kind === 'folder' ? '/a.py' : '')]),
        flags: 0x800,
        mode: kind === 'link' ? 0o120777 : kind === 'pipe' ? 0o010644 : 0o100644,
      }))
      const folder = mkdtempSync(join(tmpdir(), 'assay-test-'))
      try {
        const file = join(folder, 'class.zip')
        writeFileSync(file, writeZip([...members, { name: `${root}ada/a.py` }, { name: `${root}bob/b.py` }]))
        const { found, entries: accounted } = await accountedFor(file)
        examined.classes++
        if (accounted === -1) examined.refused++
        else {
          const names = new Set([...entries.map(({ name }) => name.toString('latin1')), 'ada', 'bob'])
          examined.entries += names.size
          expect(accounted, JSON.stringify(found?.submissions.map(({ id }) => id))).toBe(names.size)
        }
      } finally {
        rmSync(folder, { recursive: true, force: true })
      }
    })
    await fc.assert(law, { numRuns: RUNS })
    expect(examined.classes - examined.refused).toBeGreaterThan(RUNS / 2)
    if (RUNS > 1000) console.info('archives', examined)
  })
})
