import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { gzipSync } from 'node:zlib'
import * as esbuild from 'esbuild'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { auditFolder } from '#cli/commands/audit'
import { grade } from '#cli/commands/grade'
import { writeKitSeed } from '#grading/runner/kit-seed'
import { loadCatalogue } from '#grading/sheet/catalogue'
import { loadTypeScript } from '#prove/mutation/typescript'
import { fakeIo } from '#tools/testing/fake-io'
import { test2k } from '../../reference/quality/mnist/mnist.ts'
import { ROOT } from '../bundle.ts'
import { packKit } from '../pack.ts'
import { type Secrets, secretsOf } from './secrets.ts'
import { isCopy, type Likeness, likenesses, plainCode } from './similarity.ts'

const SEED = 1
const KIT_SEED = 70_417
const catalogue = await loadCatalogue()
const scratch = mkdtempSync(join(tmpdir(), 'assay-audit-test-'))
afterAll(() => rmSync(scratch, { recursive: true, force: true }))
const kit = join(scratch, 'assay-kit')
const run = join(scratch, 'results')
let secrets: Secrets

beforeAll(async () => {
  const ts = await loadTypeScript()
  secrets = await secretsOf(ts, catalogue, SEED)
  await packKit(kit, catalogue, KIT_SEED)
  writeKitSeed(scratch, KIT_SEED)
  const only = ['gradient-descent/step', 'backpropagation/softmax', 'convolution/output-size']
  const options = { out: run, jobs: 2, only, sandbox: 'process', seed: SEED } as const
  await grade(join(ROOT, 'examples/class'), options, fakeIo())
}, 240_000)

const solution = (id: string): string => readFileSync(join(ROOT, 'reference', id, 'solution.ts'), 'utf8')
const kindsIn = async (folder: string): Promise<readonly string[]> => [
  ...new Set((await auditFolder(folder, secrets)).leaks.map(({ kind }) => kind)),
]

/** A folder with one file beside one that says nothing. */
function planted(path: string, content: string | Uint8Array): string {
  const folder = mkdtempSync(join(scratch, 'planted-'))
  mkdirSync(dirname(join(folder, path)), { recursive: true })
  writeFileSync(join(folder, 'README.md'), 'Nothing to see here, but 1.5 and 2.25.\n')
  writeFileSync(join(folder, path), content)
  return folder
}

describe('the audit', () => {
  it('finds nothing in the kit', async () => {
    const { examined, leaks } = await auditFolder(kit, secrets)
    expect(leaks).toEqual([])
    expect(examined).toBeGreaterThan(50)
  })

  it('finds nothing in the pages of the students of the sample class', async () => {
    const { examined, leaks } = await auditFolder(run, secrets)
    expect(leaks).toEqual([])
    expect(examined).toBeGreaterThanOrEqual(12)
  })

  it('looks for all kinds of secrets', () => {
    expect(secrets.source.length).toBeGreaterThan(40)
    expect(secrets.numbers.map(({ alone, rows }) => alone.size + rows.size > 0)).toEqual([true, true])
    expect(secrets.words.titles.length).toBeGreaterThan(40)
  })

  describe('turns red on', () => {
    it.each(['backpropagation/softmax', 'convolution/output-size', 'cross-entropy/optimum'])('the reference of %s', async (id) => {
      expect(await kindsIn(planted('lib/ways.ts', solution(id)))).toContain('reference source')
    })

    it('a reference that was renamed, minified and put into a page', async () => {
      const { code } = await esbuild.transform(solution('convolution/output-size'), { loader: 'ts', minify: true })
      expect(await kindsIn(planted('a.js', code))).toContain('reference source')
      const page = `<pre>${code.replaceAll('&', '&amp;').replaceAll('<', '&lt;')}</pre>`
      expect(await kindsIn(planted('a.html', page))).toContain('reference source')
    })

    it('an expected value of a hidden check, written in full', async () => {
      const [value] = [...(secrets.numbers[0]?.alone ?? [])]
      expect(await kindsIn(planted('notes.json', `{"answer": ${value}}`))).toEqual(['hidden input or expected value'])
    })

    it('hidden inputs rounded for people', async () => {
      const row = [...(secrets.numbers[0]?.rows.values() ?? [])]
        .flat()
        .find((one) => one.every((x) => !Number.isInteger(x) && Math.abs(x) > 0.1))
      const text = `v = [${row?.map((x) => x.toPrecision(5)).join(', ')}]`
      expect(await kindsIn(planted('page.html', text))).toEqual(['hidden input or expected value'])
    })

    it('hidden inputs as the bytes of an array', async () => {
      const row = [...(secrets.numbers[0]?.rows.values() ?? [])].flat().find((one) => one.every((x) => !Number.isInteger(x)))
      const file = Buffer.concat([Buffer.from('\x93NUMPY\x01\x00'), Buffer.from(Float64Array.from(row ?? []).buffer)])
      expect(await kindsIn(planted('arrays/inputs.npy', file))).toEqual(['hidden input or expected value'])
    })

    it.each([
      ['text', () => Array.from(test2k().labels.subarray(100, 150)).join(',')],
      ['bytes', () => Buffer.concat([Buffer.from([0, 0, 8, 1]), test2k().labels])],
      ['our own file', () => readFileSync(join(ROOT, 'reference/data/mnist/test2k-labels.gz'))],
    ])('test labels as %s', async (_, content) => {
      expect(await kindsIn(planted('labels', content()))).toEqual(['hidden data (test labels)'])
    })

    it('a copy of any file of an exercise that is not for students, however short', async () => {
      const file = join(ROOT, 'reference/convolution/output-size/exercise.ts')
      const { leaks } = await auditFolder(planted('notes/any.txt', readFileSync(file)), secrets)
      expect(leaks.filter(({ kind }) => kind === 'reference source')).toMatchObject([
        { excerpt: 'a copy of convolution/output-size/exercise.ts' },
      ])
    })

    it('a kit that was made by the seed of the grading', async () => {
      const folder = join(mkdtempSync(join(scratch, 'same-')), 'kit')
      const only = catalogue.filter(({ exercise }) => exercise.id === 'cross-entropy/roles')
      await packKit(folder, only, SEED)
      expect(await kindsIn(folder)).toEqual(['input of a graded run'])
    })

    it('the seed by which the kit was made, and that of the grading', async () => {
      const seed = (text: string): string => planted('check.js', text)
      expect(await kindsIn(seed(`run({ seed: ${KIT_SEED} })`))).toEqual(['seed'])
      expect(await kindsIn(seed(`{"seed":${SEED}}`))).toEqual(['seed'])
      expect(await kindsIn(seed(`run({ seed: ${KIT_SEED + 1} }, ${SEED})`))).toEqual([])
      const { leaks } = await auditFolder(seed('# 81220317'), { ...secrets, seed: 81_220_317 })
      expect(leaks.map(({ kind }) => kind)).toEqual(['seed'])
    })

    it('what is packed with gzip, and a file that only begins like it', async () => {
      expect(await kindsIn(planted('a.js.gz', gzipSync('throw new Error("at /home/lind/course")')))).toEqual(['machine path'])
      expect(await kindsIn(planted('a.gz', Buffer.from([0x1f, 0x8b, ...Buffer.from(' at /home/lind/course')])))).toEqual(['machine path'])
    })

    it('the title and the id of a hidden check', async () => {
      const [title] = secrets.words.titles
      const [id] = secrets.words.ids
      expect(await kindsIn(planted('check.js', `const a = { title: ${JSON.stringify(title)} }`))).toEqual(['hidden check'])
      expect(await kindsIn(planted('check.js', `const a = { id: "${id}" }`))).toEqual(['hidden check'])
    })

    it.each(['/home/lind/course/reference', 'file:///tmp/assay-x1/work', 'C:\\\\Users\\\\lind\\\\course'])(
      'a path of a machine, %s',
      async (path) => {
        expect(await kindsIn(planted('a.js', `throw new Error("at ${path}")`))).toEqual(['machine path'])
      },
    )

    it('the name of another student on a page', async () => {
      const folder = mkdtempSync(join(scratch, 'run-'))
      cpSync(run, folder, { recursive: true })
      const page = join(folder, 'students/alder.html')
      writeFileSync(page, `${readFileSync(page, 'utf8')}<p>See also what Hazel handed in.</p>`)
      const { leaks } = await auditFolder(folder, secrets)
      expect(leaks).toEqual([{ file: 'students/alder.html', line: expect.any(Number), kind: 'name of another student', excerpt: 'Hazel' }])
    })

    it('the rubric of an answer that waits, and not of one that is marked', async () => {
      const folder = mkdtempSync(join(scratch, 'run-'))
      cpSync(run, folder, { recursive: true })
      const page = join(folder, 'students/alder.html')
      const written = (finding: string): void =>
        writeFileSync(page, `<section><p>${finding}</p><li>${secrets.words.rubrics[0]}</li></section>`)
      written('Ada gives 2 of 3 points.')
      expect((await auditFolder(folder, secrets)).leaks).toEqual([])
      written('This answer is graded manually against the rubric.')
      expect(await kindsIn(folder)).toEqual(['rubric of an answer not marked yet'])
    })
  })

  it('leaves room between what is left in a kit and a copy', async () => {
    const inKit = likenesses(await plainCode(readFileSync(join(kit, 'check/judges.js'), 'utf8')), secrets.source)
    const computed = catalogue.filter(({ exercise }) => exercise.entries.length > 0)
    const copies = await Promise.all(
      computed.map(async ({ exercise: { id } }) => {
        const { code } = await esbuild.transform(solution(id), { loader: 'ts', minify: true })
        const own = secrets.source.filter(({ name }) => name.startsWith(`reference/${id}/`))
        return likenesses(await plainCode(code), own)
      }),
    )
    const [most, least] = [inKit.toSorted(byShare).at(-1), copies.flat().toSorted(byShare)[0]]
    console.log(`most of one function in the kit ${inWords(most)}, least of ${copies.flat().length} minified copies ${inWords(least)}`)
    expect(inKit.filter(isCopy)).toEqual([])
    expect(copies.flat().filter((one) => !isCopy(one))).toEqual([])
  })
})

const byShare = (a: Likeness, b: Likeness): number => a.share - b.share
const inWords = (one: Likeness | undefined): string => `${one?.share.toFixed(2)} (${one?.found} shingles)`
