import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { filesBelow } from '#grading/runner/files/files-below'
import { ROOMS } from '../rooms.ts'
import { lacks, leftOut, type Surroundings } from './require-tool.ts'

const ROOT = resolve(import.meta.dirname, '../..')

const SILENT_SKIP = /\.skip\(|\.(skipIf|runIf)\((?!.*\b(lacks|leftOut)\()/
// Put together, so that this file has none of them.
const PLANTED = [
  "skip('never', () => {})",
  "skipIf(process.platform === 'win32')('mounts', () => {",
  "runIf(asRoot)('shares', () => {",
].map((call) => `  it.${call}`)

function machine(present: boolean, require?: string): Surroundings & { readonly printed: string[] } {
  const printed: string[] = []
  return { require, printed, present: () => present, print: (line) => void printed.push(line) }
}

describe('lacks', () => {
  it('is false and silent where the tool is there', () => {
    const here = machine(true, 'all')
    expect(lacks('numpy', 'Python submissions', here)).toBe(false)
    expect(here.printed).toEqual([])
  })

  it('says in one line what is skipped and how to get the tool', () => {
    const here = machine(false)
    expect(lacks('numpy', 'Python submissions', here)).toBe(true)
    expect(here.printed).toEqual([
      'skipped: numpy not found, so Python submissions cannot be tested; get it with: apt-get install python3-numpy',
    ])
  })

  it('throws instead of skipping when ASSAY_REQUIRE is all', () => {
    expect(() => lacks('python3', 'Python submissions', machine(false, 'all'))).toThrow(/python3 not found.*ASSAY_REQUIRE=all/)
  })

  it('only prints where an extra tool is absent, also when ASSAY_REQUIRE is all', () => {
    const here = machine(false, 'all')
    expect(lacks('torch', 'gradients', here)).toBe(true)
    expect(here.printed).toEqual(['skipped: torch not found, so gradients cannot be tested; get it with: python3 -m pip install torch'])
  })
})

describe('leftOut', () => {
  it('says why, and only where tests are left out', () => {
    const here = machine(false)
    expect(leftOut(false, 'mounts are tested on Linux only', here)).toBe(false)
    expect(here.printed).toEqual([])
    expect(leftOut(true, 'mounts are tested on Linux only', here)).toBe(true)
    expect(here.printed).toEqual(['skipped: mounts are tested on Linux only'])
  })
})

describe('the tests', () => {
  const silentSkips = (text: string): readonly string[] => text.split('\n').filter((line) => SILENT_SKIP.test(line))

  it('leave nothing out without a printed reason', () => {
    const tests = ROOMS.flatMap((folder) => filesBelow(join(ROOT, folder))).filter((file) => file.endsWith('.test.ts'))
    expect(tests.length).toBeGreaterThan(200)
    expect(tests.flatMap((file) => silentSkips(readFileSync(file, 'utf8')).map((line) => `${file}: ${line}`))).toEqual([])
  })

  it.each(PLANTED)('would be caught at it: %s', (line) => expect(silentSkips(line)).toEqual([line]))
})
