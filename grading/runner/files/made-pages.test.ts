import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve, sep } from 'node:path'
import { describe, expect, it } from 'vitest'
import { html } from '#reports/html/html'
import { sampleClass } from '#reports/sample/sample-class'
import { viewOf } from '#reports/sample/sample-run'
import { fakeIo } from '#tools/testing/fake-io'
import { temporaryFolder } from '#tools/testing/temporary-folder'
import type { RenderedFile, ReportView } from '../../model/report.ts'
import { filesBelow } from './files-below.ts'
import { codeDigest, MAKERS, madePages, PAGES } from './made-pages.ts'
import { writeReports } from './write-reports.ts'

const [ADA] = sampleClass()
if (ADA === undefined) throw new Error('the sample class is empty')
const VIEW: ReportView = { ...viewOf([ADA]), gradedAt: '2026-11-30T10:00:00.000Z', course: { title: 'Networks', timezone: 'UTC' } }
const PAGE = html.render(VIEW)[1]?.path ?? ''

describe('pages that are made again', () => {
  /** Writes reports, changes the page without a trace, writes reports of another view: was the page made again? */
  async function isMadeAgain(view: ReportView): Promise<boolean> {
    const out = temporaryFolder()
    await writeReports(VIEW, out, fakeIo())
    const real = readFileSync(join(out, PAGE), 'utf8')
    const code = codeDigest()
    const pages = madePages(out, code)
    const file = html.render(VIEW)[1] as RenderedFile
    writeFileSync(join(out, PAGE), 'a page that nothing makes')
    pages.note(file, 'a page that nothing makes')
    await pages.save()
    await writeReports(view, out, fakeIo())
    const now = readFileSync(join(out, PAGE), 'utf8')
    if (now !== 'a page that nothing makes') expect(now).toBe(html.render(view)[1]?.content)
    expect(real).not.toBe('a page that nothing makes')
    return now !== 'a page that nothing makes'
  }

  const { run } = VIEW
  const known = { name: 'Ada Example' }

  it('are none where nothing is different', async () => {
    expect(await isMadeAgain({ ...VIEW })).toBe(false)
  })

  it.each<[string, ReportView]>([
    ['another time of grading', { ...VIEW, gradedAt: '2026-11-30T11:00:00.000Z' }],
    ['an earlier time of grading', { ...VIEW, gradedBefore: new Map([[ADA.id, '2026-11-29T10:00:00.000Z']]) }],
    ['another course', { ...VIEW, course: { title: 'Other networks', timezone: 'UTC' } }],
    ['another time zone', { ...VIEW, course: { title: 'Networks', timezone: 'Asia/Tokyo' } }],
    ['what the course knows of the student', { ...VIEW, course: { ...VIEW.course, submissions: new Map([[ADA.id, known]]) } }],
    ['another version', { ...VIEW, run: { ...run, assay: '9.9.9' } }],
    ['a run without isolation', { ...VIEW, run: { ...run, sandbox: 'process' } }],
    ['another result', { ...VIEW, run: { ...run, students: [{ ...ADA, score: ADA.score + 1 }] } }],
    ['a zero with a sign', { ...VIEW, run: { ...run, students: [{ ...ADA, pending: -0 }] } }],
    ['another statement', { ...VIEW, statements: new Map(ADA.exercises.map(({ id }): [string, string] => [id, 'Do something else.'])) }],
  ])('are those with %s', async (_, view) => {
    expect(await isMadeAgain(view)).toBe(true)
  })

  it('are those that somebody has changed, replaced or removed', async () => {
    const out = temporaryFolder()
    await writeReports(VIEW, out, fakeIo())
    const real = readFileSync(join(out, PAGE), 'utf8')
    writeFileSync(join(out, PAGE), real.replace('</h1>', '!</h1>'))
    await writeReports(VIEW, out, fakeIo())
    expect(readFileSync(join(out, PAGE), 'utf8')).toBe(real)
  })

  it('are all of them where other code makes pages, or what is kept of them cannot be read', async () => {
    const out = temporaryFolder()
    const file = { path: 'page.html', content: 'text', inputs: { a: 1 } }
    writeFileSync(join(out, 'page.html'), 'text')
    const pages = madePages(out, 'code')
    pages.note(file, 'text')
    await pages.save()
    expect(madePages(out, 'code').isThere(file)).toBe(true)
    expect(madePages(out, 'other code').isThere(file)).toBe(false)
    expect(madePages(out, 'code').isThere({ ...file, path: 'other.html' })).toBe(false)
    for (const text of ['[', 'null', '{"page.html":1}']) {
      writeFileSync(join(out, PAGES), text)
      expect(madePages(out, 'code').isThere(file), text).toBe(false)
    }
  })

  it('are those whose place a folder has taken', async () => {
    const out = temporaryFolder()
    const pages = madePages(out, 'code')
    pages.note({ path: 'page', content: '', inputs: {} }, '')
    await pages.save()
    mkdirSync(join(out, 'page'))
    expect(madePages(out, 'code').isThere({ path: 'page', content: '', inputs: {} })).toBe(false)
  })
})

describe('what pages are made by', () => {
  const root = resolve(import.meta.dirname, '../../..')
  const isCounted = (file: string): boolean => MAKERS.some((folder) => file.startsWith(folder + sep))

  /** Files that the code in a folder imports and the digest of what makes pages does not count. */
  function uncounted(text: string): readonly string[] {
    const names = [...text.matchAll(/(?:from|import\() ?'#([^']+)'/g)].map(([, name = '']) => name)
    return names.filter((name) => !isCounted(join(root, `${name}.ts`)))
  }

  it('is all that the pages import', () => {
    const files = MAKERS.flatMap(filesBelow).filter((file) => /(?<!\.test)\.ts$/.test(file) && !/\/testing\//.test(file))
    const ofPages = files.filter((file) => /\/(?:reports|course|messages|model)\//.test(file))
    expect(ofPages.length).toBeGreaterThan(100)
    expect(ofPages.flatMap((file) => uncounted(readFileSync(file, 'utf8')).map((name) => `${file} ${name}`))).toEqual([])
  })

  it('is seen to lack a folder that is planted', () => {
    expect(uncounted("import { a } from '#kit/a'\nimport { b } from '#grading/model/result'")).toEqual(['kit/a'])
  })
})
