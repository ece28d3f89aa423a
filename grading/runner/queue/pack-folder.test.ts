import { mkdirSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { deflateRawSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { temporaryFolder } from '#tools/testing/temporary-folder'
import { packFolder, unpackFolder } from './pack-folder.ts'

const FILES = { 'a/b/one.ts': 'export const x = 1\n', 'two.txt': '', 'ä ö.md': 'text' }

describe('packFolder', () => {
  it('gives back names, contents and empty folders', async () => {
    const folder = temporaryFolder(FILES)
    mkdirSync(join(folder, 'models/none'), { recursive: true })
    const target = join(temporaryFolder(), 'copy')
    await unpackFolder(await packFolder(folder), target)
    expect(readdirSync(target, { recursive: true }).sort()).toEqual(readdirSync(folder, { recursive: true }).sort())
    for (const [name, content] of Object.entries(FILES)) expect(readFileSync(join(target, name), 'utf8')).toBe(content)
  })

  it('is the same for the same files, whenever they were written', async () => {
    const reversed = Object.fromEntries(Object.entries(FILES).reverse())
    const [one, two] = await Promise.all([packFolder(temporaryFolder(FILES)), packFolder(temporaryFolder(reversed))])
    expect(one.equals(two)).toBe(true)
  })
})

/** As a forger would write it. */
function packed(listing: object, content = ''): Buffer {
  const head = Buffer.from(JSON.stringify(listing))
  const length = Buffer.alloc(4)
  length.writeUInt32LE(head.length)
  return deflateRawSync(Buffer.concat([length, head, Buffer.from(content)]))
}

describe('unpackFolder', () => {
  it.each(['../x', '/etc/x', 'a/../../x', 'a//x', '.', ''])('refuses the name %j and writes nothing', async (name) => {
    const target = join(temporaryFolder(), 'copy')
    await expect(unpackFolder(packed({ files: [[name, 1]], empty: [] }, 'x'), target)).rejects.toThrow('leads out of its folder')
    await expect(unpackFolder(packed({ files: [], empty: [name] }), target)).rejects.toThrow('leads out of its folder')
    expect(() => readdirSync(target)).toThrow('ENOENT')
  })

  it('refuses contents that are longer than the listing says', async () => {
    const target = join(temporaryFolder(), 'copy')
    await expect(unpackFolder(packed({ files: [['a', 1]], empty: [] }, 'xy'), target)).rejects.toThrow('another length')
  })
})
