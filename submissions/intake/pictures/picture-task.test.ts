import { PNG } from 'pngjs'
import { describe, expect, it } from 'vitest'
import { pictureTask } from './picture-task.ts'

const png = PNG.sync.write(Object.assign(new PNG({ width: 2, height: 1 }), { data: Buffer.alloc(8) }), {
  colorType: 2,
  inputColorType: 6,
})
const told = { ok: true, width: 2, height: 1, pixels: [2, 1], shown: [2, 1] }
const { accept } = pictureTask(Buffer.alloc(0), 'plots/a.png')

function answer(json: unknown, shown: Uint8Array = png, pixels = 6): unknown {
  return accept(json, Buffer.concat([Buffer.alloc(pixels), shown]))
}

describe('what the reader answers for a picture', () => {
  it('is taken when it is one of our own making', () => {
    expect(answer(told)).toMatchObject({ ok: true, picture: { width: 2, pixels: { width: 2, data: new Uint8Array(6) } } })
  })

  it.each([
    ['has another size than it says', told, png, 5],
    ['is not a PNG file', told, Buffer.from('<svg onload=alert(1)>'.padEnd(60)), 6],
    ['holds a text', told, Buffer.concat([png.subarray(0, 33), Buffer.from('00000001744558743100000000', 'hex'), png.subarray(33)]), 6],
    ['goes on after its end', told, Buffer.concat([png, Buffer.from('PK')]), 6],
    ['is shown larger than it is', { ...told, shown: [3, 1] }, png, 6],
    ['is larger than is shown', { ...told, shown: [4000, 1] }, png, 6],
    ['has more pixels than are read', { ...told, width: 16_000_000, height: 2 }, png, 6],
    ['is no answer', { ok: true }, png, 6],
  ])('is refused when it %s', (_, json, shown, pixels) => {
    expect(() => answer(json, shown, pixels)).toThrow()
  })
})
