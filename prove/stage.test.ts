import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect, it } from 'vitest'
import { temporaryFolder } from '#tools/testing/temporary-folder'
import { stageReference } from './stage.ts'

it('puts what a sheet imports of Assay, and what it reads, beside a reference that lies outside of a checkout', async () => {
  const main = 'mine/moments/mean/solution.ts'
  const text = `
    import { readFileSync } from 'node:fs'
    import { meanOf } from 'assay/math'
    const shift = Number(readFileSync(new URL('./data/shift.txt', import.meta.url), 'utf8'))
    export const mean = (x: readonly number[]): number => meanOf(x) + shift
  `
  const root = temporaryFolder({ [main]: text, [join(dirname(main), 'data/shift.txt')]: '10', [join(dirname(main), 'samples/a.txt')]: '' })
  const staged = stageReference(temporaryFolder({}), { root }, main, [{ path: main, text }])
  const { mean } = (await import(pathToFileURL(join(staged, 'submission.ts')).href)) as { mean(x: readonly number[]): number }
  expect(mean([1, 2, 6])).toBe(13)
  expect(existsSync(join(staged, dirname(main), 'samples'))).toBe(false)
})
