import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { toMatchImageSnapshot } from 'jest-image-snapshot'
import { expect } from 'vitest'

const FOLDER = fileURLToPath(new URL('../../fixtures/images/', import.meta.url))

interface Verdict {
  readonly pass: boolean
  message(): string
}

/**
 * Whether a picture is the one that was looked at and kept: PNG bytes pixel by pixel, SVG character by character. Without a kept picture it
 * is red everywhere, not on a build server only; `npx vitest run reports/picture --update` keeps what is drawn now.
 */
export function matchesBaseline(picture: Buffer | string, name: string, folder = FOLDER, update = isUpdating()): Verdict {
  const ending = typeof picture === 'string' ? '.svg' : '.png'
  const file = join(folder, `${name}${ending}`)
  if (!existsSync(file) && !update)
    return { pass: false, message: () => `${file} is missing: look at the picture and keep it with --update` }
  if (typeof picture === 'string') {
    if (update) writeFileSync(file, `${picture}\n`)
    return { pass: readFileSync(file, 'utf8') === `${picture}\n`, message: () => `the picture is not that of ${file}` }
  }
  const state = { _counters: new Map(), _updateSnapshot: update ? 'all' : 'none', updated: 0, added: 0, unmatched: 0 }
  // A state of its own: a test that wants a picture to be refused must not count as a failed snapshot.
  const matcher = toMatchImageSnapshot as unknown as (this: object, received: Buffer, options: object) => Verdict
  return matcher.call({ testPath: file, currentTestName: name, isNot: false, snapshotState: state }, picture, {
    customSnapshotsDir: folder,
    customSnapshotIdentifier: name,
    customDiffDir: mkdtempSync(join(tmpdir(), 'assay-image-diff-')),
    runInProcess: true,
    noColors: true,
    failureThreshold: 0,
  })
}

function isUpdating(): boolean {
  const { snapshotState } = expect.getState() as unknown as { readonly snapshotState?: { readonly _updateSnapshot?: string } }
  return snapshotState?._updateSnapshot === 'all'
}
