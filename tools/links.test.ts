import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'

const ROOT = join(import.meta.dirname, '..')
const LINK = /\[[^\]\n]*\]\(([^)\s]+)\)/g

/** As code hosts and the site make it of a heading. */
function anchorOf(heading: string): string {
  return heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, '')
    .trim()
    .replace(/\s/g, '-')
}

/** Without what stands in code, which is no link. */
function textOf(page: string): string {
  return page.replace(/^(```|~~~)[\s\S]*?^\1/gm, '').replace(/`[^`\n]*`/g, '')
}

/** Links of a page that lead nowhere. @param page - its text. @param folder - that it lies in, absolute. */
function deadLinks(page: string, folder: string): readonly string[] {
  return [...textOf(page).matchAll(LINK)].flatMap(([, link]) => (leads(link as string, page, folder) ? [] : [link as string]))
}

function leads(link: string, page: string, folder: string): boolean {
  if (/^[a-z]+:/.test(link)) return true
  const [path = '', anchor] = link.split('#')
  const target = join(folder, path)
  if (!existsSync(target)) return false
  if (anchor === undefined) return true
  const text = path === '' ? page : statSync(target).isFile() ? readFileSync(target, 'utf8') : ''
  return [...text.matchAll(/^#{1,6} (.*)$/gm)].some(([, heading]) => anchorOf(heading as string) === anchor)
}

const pages = execFileSync('git', ['ls-files', '*.md'], { cwd: ROOT, encoding: 'utf8' })
  .split('\n')
  .filter((file) => file !== '' && !/(^|\/)(statement|starter)\.md$|^fixtures\/|^examples\//.test(file))

describe('links between pages', () => {
  it.each(pages)('lead somewhere: %s', (page) => {
    const file = join(ROOT, page)
    expect(deadLinks(readFileSync(file, 'utf8'), dirname(file))).toEqual([])
  })

  it.each([
    ['a page that is not there', '[a](docs/nothing.md)', ['docs/nothing.md']],
    ['a heading that is not there', '# One\n[a](#two)', ['#two']],
    ['a heading of another page that is not there', '[a](GLOSSARY.md#no-such-word)', ['GLOSSARY.md#no-such-word']],
    ['a folder, a page, a heading and an address', '# One & two\n[a](docs) [b](README.md) [c](#one--two) [d](https://example.org)', []],
    ['what stands in code', '`[a](nothing.md)`\n```md\n[a](nothing.md)\n```', []],
  ])('of %s', (_, page, dead) => {
    expect(deadLinks(page, ROOT)).toEqual(dead)
  })
})
