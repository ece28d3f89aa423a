import { chmodSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { languages as languagesSymptom } from '#cli/commands/doctor'
import { processSandbox, type Sandbox, tryLanguages } from '#submissions'
import { fakeIo } from '#tools/testing/fake-io'
import { lacks } from '#tools/testing/require-tool'
import { temporaryFolder } from '#tools/testing/temporary-folder'
import { languagesIn, runtimesOf } from '../class/languages-in.ts'
import { proveLanguages } from './prove-languages.ts'

/** A machine on which Node or Python is this shell script. */
function machineWhere(runtime: 'node' | 'python', script: string): Sandbox {
  const path = join(temporaryFolder(), runtime)
  writeFileSync(path, `#!/bin/sh\n${script}\n`)
  chmodSync(path, 0o755)
  return {
    ...processSandbox,
    start: (launch, limits) =>
      processSandbox.start(
        launch.runtime === runtime ? { ...launch, command: path, args: [launch.command, ...launch.args] } : launch,
        limits,
      ),
  }
}

const NOT_LOADED = 'before anything of the submission was loaded, its process ended with exit code'

describe('the proof of the languages', () => {
  it('is given where each submission of ours answers right', async () => {
    const io = fakeIo()
    expect(await proveLanguages(['typescript', 'python', 'notebook', 'tensors', 'model'], processSandbox, io)).toBe(true)
    expect(io.stderr()).toBe('')
  })

  it.each([
    [
      'refuses its flags',
      'echo "$0: bad option: --interrupt-budget" >&2; exit 9',
      `${NOT_LOADED} 9 (node: bad option: --interrupt-budget)`,
    ],
    ['exits with 127', 'exit 127', `${NOT_LOADED} 127`],
  ])('fails where Node %s', async (_, script) => {
    const io = fakeIo()
    expect(await proveLanguages(['typescript'], machineWhere('node', script), io)).toBe(false)
    expect(io.stderr()).toMatch(/^assay: TypeScript and JavaScript cannot be run in the sandbox process: .*; nothing is graded\n$/)
  })

  it('fails where a runtime computes wrong numbers, and doctor says so', async () => {
    const wrong: Sandbox = {
      ...processSandbox,
      start: (launch, limits) => {
        const lie = `const known = Array.prototype.map; Array.prototype.map = function (...all) {
          return known.call(known.apply(this, all), (x) => typeof x === 'number' ? x * 1.0000001 : x) }`
        return processSandbox.start(
          { ...launch, args: ['--import', `data:text/javascript,${encodeURIComponent(lie)}`, ...launch.args] },
          limits,
        )
      },
    }
    const io = fakeIo()
    expect(await proveLanguages(['typescript'], wrong, io)).toBe(false)
    expect(io.stderr()).toMatch(/it answers \[5\.5.*\] where \[5\.5,-5,1\.75\] is right; nothing is graded\n$/)
    expect(await languagesSymptom(wrong, (_, sandbox) => tryLanguages(['typescript'], sandbox))).toMatchObject({ state: 'bad' })
  })

  it.skipIf(lacks('python3', 'a Python that does not start'))('fails where Python is another program', async () => {
    const io = fakeIo()
    expect(await proveLanguages(['typescript', 'python', 'notebook'], machineWhere('python', 'exit 127'), io)).toBe(false)
    expect(io.stderr().split('\n').slice(0, -1)).toEqual([
      `assay: files in Python cannot be run in the sandbox process: ${NOT_LOADED} 127; nothing is graded`,
      `assay: notebooks cannot be run in the sandbox process: ${NOT_LOADED} 127; nothing is graded`,
    ])
  })
})

describe('the languages of a class', () => {
  it('are those of its files, by their endings', () => {
    const root = temporaryFolder({
      'a/x.ts': '',
      'b/deep/y.PY': '',
      'c/answers.md': '',
      'd/models/cnn.onnx': '',
      'e/n.ipynb': '',
      'f/z.mjs': '',
      'g/submission.ts': '',
      'g/net.pt': '',
    })
    const of = (...names: readonly string[]) => [...languagesIn(names.map((name) => ({ path: join(root, name) })))].sort()
    expect(of('a')).toEqual(['typescript'])
    expect(of('f')).toEqual(['typescript'])
    expect(of('b')).toEqual(['python'])
    expect(of('g')).toEqual(['python', 'typescript'])
    expect(of('c', 'nowhere')).toEqual([])
    expect(of('d', 'e', 'a/x.ts')).toEqual(['model', 'notebook', 'typescript'])
  })

  it('may be any where not everything is looked at', () => {
    const many = Object.fromEntries(Array.from({ length: 2001 }, (_, i) => [`ada/n${i}.txt`, '']))
    const root = temporaryFolder({ ...many, 'eve/1/2/3/4/5/6/7/8/9/x.py': '', 'bob/1/2/3/4/5/6/7/x.ts': '' })
    const of = (name: string) => [...languagesIn([{ path: join(root, name) }])].sort()
    expect(of('ada')).toEqual(['notebook', 'python', 'typescript'])
    expect(of('eve')).toEqual(['notebook', 'python', 'typescript'])
    expect(of('bob')).toEqual(['typescript'])
  })

  it('run in Node and, unless all are of TypeScript and JavaScript, in Python', () => {
    expect(runtimesOf([])).toEqual(['node'])
    expect(runtimesOf(['typescript'])).toEqual(['node'])
    for (const language of ['python', 'notebook', 'model'] as const)
      expect(runtimesOf(['typescript', language])).toEqual(['node', 'python'])
  })

  it('may be any where they are packed', () => {
    expect(languagesIn([{ path: '/nowhere/ada.zip' }])).toEqual(['typescript', 'python', 'notebook'])
  })
})
