import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { bundleChild, CHILDREN, childUrl, READER_PACKAGES } from './bundle-child.ts'
import { childCode, placed, prepareChildren } from './child-code.ts'

describe('a program of the child’s side', () => {
  it.each(CHILDREN)('is the same whether %s was prepared by the build or is bundled now', async (name) => {
    const folder = await mkdtemp(join(tmpdir(), 'assay-prepared-'))
    onTestFinished(() => rm(folder, { recursive: true }))
    await prepareChildren(folder)
    expect(await readdir(folder)).toEqual(CHILDREN.map((one) => `${one}.cjs`).sort())
    expect(placed(await readFile(join(folder, `${name}.cjs`), 'utf8'), name)).toBe(placed(await bundleChild(name), name))
  })

  it.each(CHILDREN)('%s names its own place and that of packages, and no place of the machine it was built on', async (name) => {
    const code = await childCode(name)
    expect(code).not.toContain('assay-child:')
    if (name === 'tensors') expect(code).toContain(childUrl(name).href)
    if (name === 'reader')
      for (const one of READER_PACKAGES) expect(code, one).toMatch(new RegExp(`require\\("/[^"]*/node_modules/${one}/`))
  })
})
