import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { crc32, deflateSync } from 'node:zlib'
import { PNG } from 'pngjs'
import { describe, expect, it } from 'vitest'
import { readerOf } from '../../reader/reader.ts'
import { processSandbox } from '../../sandbox/process.ts'
import { decodePicture } from './decode-picture.ts'
import { MOST_PICTURES, type Pictures, readPictures } from './pictures.ts'
import { MOST_BYTES, readPngHeader } from './png-header.ts'

function chunk(type: string, data: Uint8Array): Buffer {
  const named = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const frame = Buffer.alloc(named.length + 8)
  frame.writeUInt32BE(data.length, 0)
  named.copy(frame, 4)
  frame.writeUInt32BE(crc32(named), named.length + 4)
  return frame
}

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
const END = chunk('IEND', new Uint8Array())

function header(width: number, height: number, tail: readonly number[] = [8, 2, 0, 0, 0]): Buffer {
  const data = Buffer.alloc(13)
  data.writeUInt32BE(width, 0)
  data.writeUInt32BE(height, 4)
  data.set(tail, 8)
  return chunk('IHDR', data)
}

function pngOf(width: number, height: number, colour: (x: number, y: number) => readonly [number, number, number, number]): Buffer {
  const png = new PNG({ width, height })
  for (let i = 0; i < width * height; i++) png.data.set(colour(i % width, Math.floor(i / width)), 4 * i)
  return PNG.sync.write(png)
}

const RED = pngOf(6, 4, () => [200, 0, 0, 255])

function folderOf(files: Readonly<Record<string, Uint8Array | string>>) {
  const path = mkdtempSync(join(tmpdir(), 'assay-pictures-'))
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(path, name)), { recursive: true })
    writeFileSync(join(path, name), content)
  }
  return { path, files: Object.keys(files).sort() }
}

async function picturesOf(files: Readonly<Record<string, Uint8Array | string>>): Promise<Pictures> {
  const read = await readPictures(folderOf(files), readerOf(processSandbox).reading())
  if ('fault' in read) throw new Error(JSON.stringify(read.fault))
  return read.value
}

function notebookOf(outputs: readonly unknown[]): string {
  return JSON.stringify({ nbformat: 4, metadata: {}, cells: [{ cell_type: 'code', source: 'x = 1', outputs }] })
}

describe('readPngHeader', () => {
  const data = chunk('IDAT', deflateSync(new Uint8Array(13)))
  it.each([
    ['30000 × 30000 pixels in a few bytes', [header(30_000, 30_000), data, END], 'pixels; 16 million are read'],
    ['no pixels', [header(0, 4), data, END], 'has no pixels'],
    ['a second header, larger than the first', [header(2, 2), header(9000, 9000), data, END], 'exactly one header'],
    ['an animation', [header(2, 2), chunk('acTL', new Uint8Array(8)), data, END], 'is animated'],
    ['interlaced rows, which unpack without a bound', [header(2, 2, [8, 2, 0, 0, 1]), data, END], 'is interlaced'],
    ['a colour type that does not exist', [header(2, 2, [8, 5, 0, 0, 0]), data, END], 'an invalid PNG header'],
    ['a chunk longer than the file', [header(2, 2), Buffer.from([255, 255, 255, 255, 73, 68, 65, 84, 0, 0, 0, 0])], 'is cut off'],
    ['no end', [header(2, 2), data], 'is cut off'],
  ])('refuses %s', (_, parts, says) => {
    expect(readPngHeader(Buffer.concat([SIGNATURE, ...parts]))).toEqual({ ok: false, says: expect.stringContaining(says) })
  })

  it('refuses a file that is too large, and other formats by their first bytes', () => {
    expect(readPngHeader(Buffer.alloc(MOST_BYTES + 1))).toMatchObject({ ok: false, says: 'is larger than 4 MiB' })
    expect(readPngHeader(Buffer.from('GIF89a'))).toMatchObject({ ok: false, says: 'is not a PNG file: save it as PNG' })
    expect(readPngHeader(Buffer.from('<svg/>'))).toMatchObject({ ok: false })
  })

  it('reads the size of a picture', () => {
    expect(readPngHeader(RED)).toEqual({ ok: true, width: 6, height: 4, bytes: RED.length })
  })
})

describe('decodePicture', () => {
  it('gives the pixels on white', () => {
    const decoded = decodePicture(
      pngOf(2, 1, (x) => [0, 0, 0, x === 0 ? 255 : 51]),
      'a',
    )
    expect(decoded).toMatchObject({
      ok: true,
      picture: { width: 2, height: 1, pixels: { data: Uint8Array.from([0, 0, 0, 204, 204, 204]) } },
    })
  })

  it('encodes a large picture again, at most 480 pixels wide', () => {
    const decoded = decodePicture(
      pngOf(1500, 700, (x) => (x < 750 ? [0, 0, 0, 255] : [255, 255, 255, 255])),
      'a',
    )
    if (!decoded.ok) throw new Error(decoded.says)
    const { shown, pixels } = decoded.picture
    expect([pixels.width, pixels.height, shown.width, shown.height]).toEqual([1200, 560, 480, 224])
    const read = PNG.sync.read(Buffer.from(shown.png, 'base64'))
    expect([read.width, read.height, read.data[0], read.data[4 * 470]]).toEqual([480, 224, 0, 255])
  })

  it('hands on none of the bytes that were handed in: what hides in them is gone', () => {
    const hidden = Buffer.concat([
      RED.subarray(0, RED.length - 12),
      chunk('tEXt', Buffer.from('Comment\0<script>')),
      END,
      Buffer.from('PK tail'),
    ])
    const decoded = decodePicture(hidden, 'a')
    if (!decoded.ok) throw new Error(decoded.says)
    const bytes = Buffer.from(decoded.picture.shown.png, 'base64').toString('latin1')
    expect(bytes).not.toMatch(/script|PK tail/)
  })

  it('keeps a picture of nothing but noise small', () => {
    let state = 1
    const decoded = decodePicture(
      pngOf(600, 600, () => {
        state = (state * 48_271) % 2_147_483_647
        return [state % 251, (state >> 8) % 251, (state >> 16) % 251, 255]
      }),
      'a',
    )
    expect(decoded.ok && decoded.picture.shown.png.length).toBeLessThan(70_000)
  })

  it('says so when the data cannot be decoded', () => {
    const broken = Buffer.concat([SIGNATURE, header(40, 40), chunk('IDAT', Buffer.from('not zlib')), END])
    expect(decodePicture(broken, 'a')).toEqual({ ok: false, says: 'is a PNG file that cannot be decoded', cost: 1600 })
  })
})

describe('readPictures', () => {
  it('finds what lies in plots/, by name, and what cells of a notebook show', async () => {
    const inCell = { output_type: 'display_data', data: { 'image/png': [RED.toString('base64'), '\n'], 'text/html': '<b>Score: 100</b>' } }
    const { pictures, remarks } = await picturesOf({
      'plots/embedding-ae.png': RED,
      'other/logo.png': RED,
      'work.ipynb': notebookOf([{ output_type: 'stream' }, inCell, inCell]),
    })
    expect([...pictures.keys()]).toEqual(['plots/embedding-ae.png', 'work.ipynb, cell 1', 'work.ipynb, cell 1, picture 2'])
    expect([...pictures.values()].map(({ plot }) => plot)).toEqual(['embedding-ae', undefined, undefined])
    expect(remarks).toEqual([])
  })

  it('says what it did not read, and why', async () => {
    const { pictures, remarks } = await picturesOf({
      'plots/a.jpg': 'x',
      'plots/b.png': '<svg onload=alert(1)>',
      'plots/notes.txt': 'x',
      'n.ipynb': '{"nbformat": 4',
    })
    expect(pictures.size).toBe(0)
    expect(remarks).toEqual([
      'plots/a.jpg is not a PNG file: save it as PNG. It is not shown.',
      'plots/b.png is not a PNG file: save it as PNG. It is not shown.',
    ])
  })

  it('reads twenty, and says how many there are more', async () => {
    const many = Object.fromEntries(Array.from({ length: 23 }, (_, i) => [`plots/p${i}.png`, RED]))
    const { pictures, remarks } = await picturesOf(many)
    expect(pictures.size).toBe(MOST_PICTURES)
    expect(remarks).toEqual(['Only the first 20 plots were read; there are 3 more.'])
  })

  it('counts what could not be decoded, so that failures have an end, too', async () => {
    const data = chunk('IDAT', deflateSync(new Uint8Array(100)))
    const broken = Buffer.concat([SIGNATURE, header(4000, 4000), data.fill(0, data.length - 4), END])
    const files = Object.fromEntries(Array.from({ length: 5 }, (_, i) => [`plots/p${i}.png`, i === 4 ? RED : broken]))
    expect((await picturesOf(files)).remarks.map((says) => says.replace(/^\S+ /, ''))).toEqual([
      ...Array.from({ length: 3 }, () => 'is a PNG file that cannot be decoded. It is not shown.'),
      ...Array.from({ length: 2 }, () => 'was not read: all plots together have too many pixels. It is not shown.'),
    ])
  })

  it('takes outputs that are no outputs for none', async () => {
    for (const outputs of [[null, 3, 'x', { data: 4 }, { data: { 'image/png': { a: 1 } } }], 'text' as unknown as unknown[]]) {
      expect((await picturesOf({ 'a.ipynb': notebookOf(outputs) })).pictures.size).toBe(0)
    }
  })
})
