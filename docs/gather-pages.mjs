/** Before the site is built: every page of the repository, at its place below `pages/`, where VitePress finds its own packages. */
import { execFileSync } from 'node:child_process'
import { copyFileSync, mkdirSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'

const ROOT = join(import.meta.dirname, '..')
const PAGES = join(import.meta.dirname, 'pages')
const NO_PAGE = /^(fixtures|examples)\/|(^|\/)(statement|starter)\.md$/

rmSync(PAGES, { recursive: true, force: true })
const listed = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', '*.md'], { cwd: ROOT, encoding: 'utf8' })
for (const page of listed.split('\n').filter((name) => name !== '' && !NO_PAGE.test(name))) {
  mkdirSync(dirname(join(PAGES, page)), { recursive: true })
  copyFileSync(join(ROOT, page), join(PAGES, page))
}
