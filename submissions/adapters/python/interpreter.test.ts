import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { lacks } from '#tools/testing/require-tool'
import { findPython, versionOf } from './interpreter.ts'

const folders: string[] = []

/** A folder with one program in it. */
async function folderWith(name: string, script: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'assay-path-'))
  folders.push(folder)
  await writeFile(join(folder, name), `#!/bin/sh\n${script}\n`)
  await chmod(join(folder, name), 0o755)
  return folder
}

function reply(version: string, executable: string): string {
  const rest = '"matplotlib": null, "prefixes": ["/usr"], "path": ["/nowhere", ""]'
  return `echo '{"executable": "${executable}", "version": [${version}], ${rest}}'`
}

afterEach(async () => {
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true })
})

describe('the search for Python', () => {
  it('finds nothing on a search path without Python', async () => {
    expect(await findPython('/nonexistent')).toBeUndefined()
  })

  it('takes the program that runs, not the shim in front of it', async () => {
    const folder = await folderWith('python3', reply('3, 9, 0', '/bin/sh'))
    expect(await findPython(folder)).toEqual({
      executable: '/bin/sh',
      version: '3.9.0',
      matplotlib: false,
      files: ['/bin/sh'],
    })
  })

  it('passes over versions that are too old and programs that fail or say something else', async () => {
    const old = await folderWith('python3', reply('3, 8, 19', '/bin/sh'))
    const failing = await folderWith('python3', 'exit 1')
    const talking = await folderWith('python3', 'echo hello')
    const good = await folderWith('python', reply('3, 12, 1', '/bin/cat'))
    const found = await findPython([old, failing, talking, good].join(delimiter))
    expect(found).toMatchObject({ executable: '/bin/cat', version: '3.12.1' })
  })

  it('ignores relative folders of the search path', async () => {
    expect(await findPython(`.${delimiter}bin`)).toBeUndefined()
  })
})

describe('the numpy of a Python', () => {
  it('has the version that it says when it is imported, or none', async () => {
    const says = join(await folderWith('python3', 'echo 2.1.0'), 'python3')
    const fails = join(await folderWith('python3', 'exit 1'), 'python3')
    expect(await versionOf({ executable: says })).toBe('2.1.0')
    expect(await versionOf({ executable: fails })).toBeUndefined()
  })
})

describe.skipIf(lacks('python3', 'the search for Python'))('the Python of this machine', () => {
  it('is found with what it reads', async () => {
    const found = await findPython()
    expect(found?.version).toMatch(/^3\.\d+\.\d+$/)
    expect(found?.files).toContain(found?.executable)
  })
})
