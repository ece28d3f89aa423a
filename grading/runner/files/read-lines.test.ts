import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { temporaryFolder } from '#tools/testing/temporary-folder'
import { readLines } from './read-lines.ts'

it('splits a file as its text would be split, wherever the pieces end', async () => {
  const path = join(temporaryFolder(), 'lines')
  const text = fc.array(fc.constantFrom('\n', 'a', 'ü', '李', '𠀀', 'x'.repeat(40_000)), { maxLength: 12 }).map((parts) => parts.join(''))
  await fc.assert(
    fc.asyncProperty(text, async (content) => {
      writeFileSync(path, content)
      expect(await readLines(path)).toEqual(content.split('\n'))
    }),
    { numRuns: 40 },
  )
})
