import { join, resolve } from 'node:path'
import type { Plugin } from 'vitest/config'
import { FACES } from '../../grading/sheet/faces.ts'

const ROOT = resolve(import.meta.dirname, '../..')

/** What a sheet imports of the harness is that of this tree. */
export const faces: Plugin = {
  name: 'faces',
  enforce: 'pre',
  resolveId: (path) => {
    const face = FACES[path]
    return face === undefined ? undefined : join(ROOT, `${face}.ts`)
  },
}
