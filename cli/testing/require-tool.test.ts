import { describe, expect, it } from 'vitest'
import { lacks, type Surroundings } from './require-tool.ts'

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
