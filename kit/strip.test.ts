import { describe, expect, it } from 'vitest'
import { loadTypeScript } from '#prove/mutation/typescript'
import { asPure, strip } from './strip.ts'

const ts = await loadTypeScript()
const stripped = (text: string, hidden: readonly string[] = []): string => strip(ts, '/sheet/unit/mean/exercise.ts', text, hidden)

describe('strip', () => {
  it('takes out hidden checks, also where they are handed on, and leaves the others', () => {
    const text = "const checks = [size(exact({ id: 'secret', visibility: 'hidden' })), size(exact({ id: 'open', hint: 'Why?' }))]"
    expect(stripped(text)).not.toContain('secret')
    expect(stripped(text)).toContain("size(exact({ id: 'open', hint: 'Why?' }))")
  })

  it('takes out what gives right and wrong values and inputs, and leaves what judges answers', () => {
    const text = `export const check = closeToReference({
      id: 'a', cases: caseSet('points', (random) => [{ args: [random.normal()] }]), mistakes: ofValues, cost: (x) => secret(x),
      followThrough: { from: 'z', expected: secretly }, normalise: (answer) => flat(answer),
    })`
    for (const word of ['random', 'ofValues', 'secret', 'secretly']) expect(stripped(text)).not.toContain(word)
    for (const word of ["caseSet('points'", "from: 'z'", 'flat(answer)']) expect(stripped(text)).toContain(word)
  })

  it('leaves mistakes that look at answers, and the word expected of findings', () => {
    const text =
      "const law = invariant({ mistakes: [{ id: 'm', detect: (input) => f(input) }] }); const found = { code: 'x', expected: 'a matrix' }"
    expect(stripped(text)).toContain('detect: (input) => f(input)')
    expect(stripped(text)).toContain("expected: 'a matrix'")
  })

  it('blanks what a person looks for', () => {
    expect(stripped("const e = essay({ rubric: [{ says: 'the answer', points: 1 }] })")).toContain("says: '', points: 1")
  })

  it('takes out every check of a file that imports a reader of hidden data, and of no other file', () => {
    const text = "import { images } from '../../data/images.ts'\nexport const noisy = distribution({ id: 'noisy' })"
    expect(stripped(text, ['/sheet/data'])).not.toContain("id: 'noisy'")
    expect(stripped(text, ['/sheet/dat', '/sheet/unit/data'])).toContain("id: 'noisy'")
  })

  it('takes out plots that show what functions answer, and leaves those that show none of it', () => {
    const plots = (entries: string): string => stripped(`export const there = plots({ points: 1, entries: ${entries}, arrays })`)
    for (const entries of ["['encode']", 'NAMES', '[...NAMES]']) expect(plots(entries)).not.toContain('points: 1')
    expect(plots('[]')).toContain('points: 1')
  })

  it('marks constants as made without effects', () => {
    expect(asPure(ts, 'a.ts', 'const a = [...b], c = 1, f = () => g()')).toBe(
      'const a = /* @__PURE__ */ (() => ([...b]))(), c = 1, f = () => g()',
    )
  })
})
