import { execFileSync } from 'node:child_process'
import { tmpdir } from 'node:os'
import { pathToFileURL } from 'node:url'
import { describe, expect, it } from 'vitest'
import { builtPath, LOADER } from '#tools/testing/built/built'

const PRINTED = `
const { bundleProgram } = await import(${JSON.stringify(pathToFileURL(builtPath('kit/bundle.ts')).href)})
console.log((await bundleProgram('submissions/session/frame', 'main.js')).code)`

/** What it is where somebody stands in this folder. */
function programBuiltIn(cwd: string): string {
  return execFileSync(process.execPath, [...LOADER, '--input-type=module', '-e', PRINTED], { cwd, encoding: 'utf8' })
}

describe('a program of the kit', () => {
  it('is the same from whichever folder it is built, and names files from the root of Assay', () => {
    const [here, elsewhere] = [programBuiltIn(builtPath('.')), programBuiltIn(tmpdir())]
    expect(here).toMatch(/^\/\/ submissions\/session\/frame\.[jt]s$/m)
    expect(elsewhere).toBe(here)
  })
})
