import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { LAYERS } from '#submissions/adapters/model/formats/declared/layers'
import { isCode } from '#submissions/intake/ignored'
import { fakeIo } from '#tools/testing/fake-io'
import { lacks } from '#tools/testing/require-tool'
import { temporaryFolder } from '#tools/testing/temporary-folder'
import { run } from '../run.ts'

async function assay(cwd: string, ...words: readonly string[]) {
  const io = fakeIo({ cwd })
  const code = await run(words, io)
  return { code, stdout: io.stdout(), stderr: io.stderr() }
}

describe('assay export', () => {
  it('writes the script, and says how it is called', async () => {
    const cwd = temporaryFolder()
    const { code, stdout } = await assay(cwd, 'export', 'training')
    expect(code).toBe(0)
    expect(stdout).toContain('export(model, "models/cnn", (1, 28, 28))')
    expect(readFileSync(join(cwd, 'training/assay_export.py'), 'utf8')).toBe(readFileSync('kit/export/assay_export.py', 'utf8'))
  })

  it('never writes over what is there', async () => {
    const cwd = temporaryFolder()
    await assay(cwd, 'export')
    const { code, stderr } = await assay(cwd, 'export')
    expect(code).toBe(2)
    expect(stderr).toContain('assay_export.py would be overwritten; choose another folder')
  })

  it('shows in its help what to write in Python', async () => {
    const { stdout } = await assay(temporaryFolder(), 'export', '--help')
    expect(stdout).toContain('Examples:\n  assay export\n')
    expect(stdout).toContain('export(ae.decoder, "models/decoder", (10,))')
  })

  it('leaves a script in a hand-in that answers for nothing', () => {
    expect(isCode('assay_export.py')).toBe(false)
    expect(isCode('my_assay_export.py')).toBe(true)
  })

  it.skipIf(lacks('python3', 'the table of assay_export.py'))('writes every layer that is read, and of each no field that is not', () => {
    const tables = JSON.parse(execFileSync('python3', ['-c', TABLES], { encoding: 'utf8' })) as Record<string, readonly string[]>
    const rearranged = ['Flatten', 'Unflatten', 'Identity', 'Dropout', 'Dropout2d', 'AlphaDropout', 'Skip', 'AddSkip', 'ConcatSkip']
    expect(Object.keys(tables).sort()).toEqual(
      Object.keys(LAYERS)
        .filter((layer) => !rearranged.includes(layer))
        .sort(),
    )
    for (const [layer, fields] of Object.entries(tables))
      expect(Object.keys(LAYERS[layer]?.fields ?? {}), layer).toEqual(expect.arrayContaining([...fields]))
  })
})

/** Prints the table of layers without PyTorch: the assignments alone are run. */
const TABLES = `
import ast, json
tree = ast.parse(open('kit/export/assay_export.py').read())
names = ('POOL', 'CONV', 'NORM', 'LAYERS')
tree.body = [part for part in tree.body if isinstance(part, ast.Assign) and part.targets[0].id in names]
scope = {}
exec(compile(tree, 'tables', 'exec'), scope)
print(json.dumps(scope['LAYERS']))
`
