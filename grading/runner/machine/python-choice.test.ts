import { chmodSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { run } from '#cli/run'
import { CHOICE, findPython } from '#submissions/adapters/python/interpreter'
import { probePackages } from '#submissions/adapters/python/probe-packages'
import { processSandbox } from '#submissions/sandbox/process'
import { fakeIo } from '#tools/testing/fake-io'
import { lacks } from '#tools/testing/require-tool'
import { SMALL_SHEET } from '#tools/testing/small-sheet'
import { temporaryFolder } from '#tools/testing/temporary-folder'
import { DEFAULT_LIMITS } from '../../model/session.ts'
import { choosePython } from './python-choice.ts'

const before = { ...process.env }
afterEach(() => {
  for (const name of [CHOICE.program, CHOICE.userPackages, 'HOME']) {
    if (before[name] === undefined) delete process.env[name]
    else process.env[name] = before[name]
  }
})

/** Programs that say what a Python says of itself. */
function fakePrograms(programs: Readonly<Record<string, string>>): string {
  const reply = (version: string): string =>
    `#!/bin/sh\necho '{"executable": "/bin/sh", "version": [${version}], "matplotlib": null, "prefixes": [], "path": []}'\n`
  const folder = temporaryFolder(Object.fromEntries(Object.entries(programs).map(([name, version]) => [name, reply(version)])))
  for (const name of Object.keys(programs)) chmodSync(join(folder, name), 0o755)
  return folder
}

describe('the choice of a Python', () => {
  it('takes a program, the folder of an environment, or a name on the search path', async () => {
    const cwd = fakePrograms({ 'own/python3.12': '3, 12, 1', 'venv/bin/python3': '3, 10, 2' })
    await choosePython({ python: 'own/python3.12' }, { cwd })
    expect(await findPython()).toMatchObject({ version: '3.12.1' })
    await choosePython({ python: join(cwd, 'venv') }, { cwd })
    expect(await findPython()).toMatchObject({ version: '3.10.2' })
    const path = process.env.PATH
    process.env.PATH = `${join(cwd, 'own')}:${path}`
    await choosePython({ python: 'python3.12' }, { cwd }).finally(() => {
      process.env.PATH = path
    })
    expect(await findPython()).toMatchObject({ version: '3.12.1' })
  })

  it.each([
    ['nowhere/python3', 'assay: --python nowhere/python3: there is no such program; name one such as /usr/bin/python3\n'],
    ['old/python3', 'assay: --python old/python3: is not Python 3.9 or newer\n'],
    ['old', 'assay: --python old: there is no such program; name one such as /usr/bin/python3\n'],
  ])('refuses %s before anything is looked at', async (python, stderr) => {
    const cwd = fakePrograms({ 'old/python3': '3, 8, 1' })
    for (const command of [['check'], ['grade', '.'], ['gate', '--min', '1'], ['doctor']]) {
      const io = fakeIo({ cwd, catalogue: SMALL_SHEET })
      expect({ code: await run([...command, '--python', python], io), stderr: io.stderr() }).toEqual({ code: 2, stderr })
    }
  })

  it.skipIf(lacks('python3', 'packages of the user'))('finds packages of the user only where they are wanted', async () => {
    const { executable, version } = (await findPython()) as { executable: string; version: string }
    const site = `.local/lib/python${version.split('.').slice(0, 2).join('.')}/site-packages`
    process.env.HOME = temporaryFolder({ [`${site}/of_the_user.py`]: 'x = 1\n' })
    const found = async (): Promise<string | undefined> =>
      (await probePackages([{ name: 'of_the_user', pip: 'of-the-user' }], { sandbox: processSandbox, limits: DEFAULT_LIMITS })).get(
        'of_the_user',
      )?.state
    await choosePython({ python: executable }, { cwd: '/' })
    expect(await found()).toBe('absent')
    await choosePython({ python: executable, userPackages: true }, { cwd: '/' })
    expect(await found()).toBe('works')
  })
})
