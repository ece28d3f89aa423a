import { join } from 'node:path'
import { build } from 'esbuild'
import { describe, expect, it } from 'vitest'

/** What exercises, adapters and manifests need: tens of milliseconds each to load. */
const HEAVY = /^(?:fast-check|mathjs|zod|yaml|esbuild|temml|marked|@tensorflow\/.*)$/

/** The files and packages that a file brings with it at once; what it imports when it is needed is left out. */
async function broughtBy(entry: string): Promise<{ readonly files: readonly string[]; readonly packages: readonly string[] }> {
  const { metafile } = await build({
    entryPoints: [join(import.meta.dirname, '..', entry)],
    absWorkingDir: join(import.meta.dirname, '..'),
    ...{ bundle: true, write: false, metafile: true, packages: 'external', platform: 'node', format: 'esm', outfile: 'x.js' },
    tsconfigRaw: '{}',
  })
  const files = new Set<string>()
  const packages = new Set<string>()
  const visit = (file: string): void => {
    if (files.has(file)) return
    files.add(file)
    for (const { path, kind, external } of metafile.inputs[file]?.imports ?? []) {
      if (kind === 'dynamic-import') continue
      if (external !== true) visit(path)
      else if (!path.startsWith('node:')) packages.add(path)
    }
  }
  visit(entry)
  return { files: [...files], packages: [...packages] }
}

describe('a command that leaves grading to another process', () => {
  it.each(['grade', 'gate', 'check'])('%s loads no exercise, no adapter and nothing that only those need', async (entry) => {
    const { files, packages } = await broughtBy(`cli/commands/${entry}.ts`)
    expect(files.length).toBeGreaterThan(20)
    expect(files.filter((file) => /^(?:reference|checks|submissions\/(?:adapters|control|reader|session))\//.test(file))).toEqual([])
    expect(packages.filter((name) => HEAVY.test(name))).toEqual([])
  })

  it('is not what grades', async () => {
    expect((await broughtBy('grading/runner/grader/serve.ts')).packages).toContain('zod')
  })
})
