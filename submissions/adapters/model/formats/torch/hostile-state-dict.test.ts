import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type WrittenEntry, writeZip } from '#submissions/intake/zip/testing/write-zip'
import { fixture, refusalOfPromise } from '../../testing/refusal-of.ts'
import { readStateDict } from './read-state-dict.ts'
import { zipRecords } from './zip-records.ts'

const GOOD = ['1.13/state-dict', '1.13/checkpoint', '1.13/views', '2.13/protocol-4', '2.13/kinds', '2.13/compiled', '2.13/parameters']
const NUMBERS = new Float32Array([1, -2.5, 3, 4])

const stored = (name: string, data: string | Uint8Array): WrittenEntry => ({ name: `cnn/${name}`, data, method: 0 })
const latin1 = (text: string): Buffer => Buffer.from(text, 'latin1')
const text = (value: string): string => `X${String.fromCharCode(value.length)}\0\0\0${value}`
const byte = (value: number): string => `K${String.fromCharCode(value)}`
const storage = (key = '0', count = byte(4), type = 'FloatStorage'): string =>
  `(${text('storage')}ctorch\n${type}\n${text(key)}${text('cpu')}${count}tQ`
/** A call of `_rebuild_tensor_v2` with what stands for offset, shape and strides. */
const tensor = (offset: string, shape: string, strides: string, of = storage()): string =>
  `ctorch._utils\n_rebuild_tensor_v2\n(${of}${offset}${shape}${strides}\x89}tR`
const dictionary = (...entries: readonly string[]): string => `}(${entries.join('')}u`
const MATRIX = tensor(byte(0), `${byte(2)}${byte(2)}\x86`, `${byte(2)}${byte(1)}\x86`)

function file(pickle: string, numbers: Uint8Array = new Uint8Array(NUMBERS.buffer), ...more: readonly WrittenEntry[]): Buffer {
  return writeZip([stored('data.pkl', latin1(`\x80\x02${pickle}.`)), stored('data/0', numbers), ...more])
}

/** Why it is refused, once all its numbers are asked for; fails for any other error. */
function refusal(bytes: Uint8Array, what?: string): Promise<string | undefined> {
  const attempt = readStateDict(bytes, 'cnn.pt', { weights: [] }).then(({ tensors }) => tensors())
  return refusalOfPromise(attempt, what)
}

async function numbersOf(bytes: Uint8Array): Promise<unknown> {
  const { tensors } = await readStateDict(bytes, 'cnn.pt', { weights: [] })
  return Object.fromEntries([...tensors()].map(([name, { data }]) => [name, [...data]]))
}

describe('a state dict written by hand', () => {
  it('is read as torch.save would have it', async () => {
    expect(await numbersOf(file(dictionary(text('w'), MATRIX)))).toEqual({ w: [1, -2.5, 3, 4] })
  })

  it('is read in the byte order that it says', async () => {
    const big = Buffer.from(new Uint8Array(NUMBERS.buffer)).swap32()
    const pickle = dictionary(text('w'), MATRIX)
    expect(await numbersOf(file(pickle, big, stored('byteorder', 'big')))).toEqual({ w: [1, -2.5, 3, 4] })
    expect(await numbersOf(file(pickle, undefined, stored('byteorder', 'little')))).toEqual({ w: [1, -2.5, 3, 4] })
    expect(await refusal(file(pickle, big, stored('byteorder', 'middle')))).toBe('says the byte order "middle"; expected little or big')
  })

  it('may have no checksums, as PyTorch can be told to write', async () => {
    const entries = [
      stored('data.pkl', latin1(`\x80\x02${dictionary(text('w'), MATRIX)}.`)),
      stored('data/0', new Uint8Array(NUMBERS.buffer)),
    ]
    expect(await numbersOf(writeZip(entries.map((entry) => ({ ...entry, says: { crc: 0 } }))))).toEqual({ w: [1, -2.5, 3, 4] })
    expect(await refusal(writeZip(entries.map((entry) => ({ ...entry, says: { crc: 7 } }))))).toMatch(
      /^is damaged: the record "cnn\/data\.pkl" does not have its checksum/,
    )
  })
})

describe('a hostile pickle in a state dict', () => {
  const huge = 'J\xff\xff\xff\x7f'
  it.each<[string, string, RegExp]>([
    ['os.system', 'cos\nsystem\n(X\x02\0\0\0lstR', /^holds a whole module \(an object of the class os\.system\)/],
    ['a name within', dictionary(text('w'), 'cbuiltins\neval\n(X\x01\0\0\x001tR'), /^holds builtins\.eval, which is no tensor/],
    ['a name made of values', `${text('os')}${text('system')}\x93`, /os\.system/],
    ['a name of Object', dictionary(text('w'), 'c__proto__\nconstructor\n'), /^holds __proto__\.constructor/],
    ['_load_from_bytes', dictionary(text('w'), 'ctorch.storage\n_load_from_bytes\nC\x01x\x85R'), /^holds torch\.storage\._load_from_bytes/],
    [
      'a storage without a type',
      dictionary(text('w'), `(${text('storage')}ctorch.storage\nUntypedStorage\n`),
      /^holds numbers of an uncommon type; save it as float32: /,
    ],
    ['a call of a type', dictionary(text('w'), 'ctorch\nfloat32\n)R'), /^holds a call of torch\.float32 in its data\.pkl/],
    [
      'an instruction that makes objects',
      dictionary(text('w'), 'ccollections\nOrderedDict\n)\x81'),
      /instruction in its data\.pkl .*\(0x81\)/,
    ],
    ['an instruction of protocol 0', `(I1\nI2\ntp0\n`, /instruction in its data\.pkl .*\(0x49\)/],
    [
      'numbers beyond its storage',
      dictionary(text('w'), tensor(byte(1), `${byte(4)}\x85`, `${byte(1)}\x85`)),
      /\[4\] that reaches beyond its 4 numbers/,
    ],
    [
      'a shape below zero',
      dictionary(text('w'), tensor(byte(0), 'J\xff\xff\xff\xff\x85', `${byte(1)}\x85`)),
      /a tensor without its numbers/,
    ],
    [
      'a stride below zero',
      dictionary(text('w'), tensor(byte(3), `${byte(4)}\x85`, 'J\xff\xff\xff\xff\x85')),
      /a tensor without its numbers/,
    ],
    [
      'one number repeated without end',
      dictionary(text('w'), tensor(byte(0), `${huge}\x85`, `${byte(0)}\x85`)),
      /^has more than 8 million parameters$/,
    ],
    [
      'shapes beyond all numbers',
      dictionary(text('w'), tensor(byte(0), `${huge}${huge}${huge}\x87`, `${byte(0)}${byte(0)}${byte(0)}\x87`)),
      /that reaches beyond/,
    ],
    [
      'axes beyond those of any layer',
      dictionary(text('w'), tensor(byte(0), `(${byte(1).repeat(9)}t`, `(${byte(0).repeat(9)}t`)),
      /more than 8 axes/,
    ],
    [
      'fewer bytes than numbers',
      dictionary(text('w'), tensor(byte(0), ')', ')', storage('0', byte(9)))),
      /^has 16 bytes for 9 numbers of "w"; expected 36$/,
    ],
    ['a record that is not there', dictionary(text('w'), tensor(byte(0), ')', ')', storage('../0'))), /^has no record "data\/\.\.\/0"/],
    ['a storage that is called', dictionary(text('w'), 'ctorch\nFloatStorage\n)R'), /^holds a call of torch\.FloatStorage/],
    ['a dictionary within itself', `}q\0(${text('w')}h\0u`, /^contains no state dict, only "w"/],
    ['a key that is a dictionary', `}(}${MATRIX}u`, /^has a tensor whose name is no text; /],
    ['values without end', `(${'N'.repeat(1000)}`, /^has a damaged data\.pkl: it does not end with one value$/],
    ['a value that is missing', 's', /^has a damaged data\.pkl: a value is missing$/],
    ['a mark that is missing', 'Nt', /^has a damaged data\.pkl: a mark is missing$/],
    ['a value before the mark', `N(a`, /^has a damaged data\.pkl: a value is missing$/],
    ['what was not kept', 'h\x05', /^has a damaged data\.pkl: it takes what was not kept$/],
    ['a text longer than the file', 'X\xff\xff\xff\xff', /^has a damaged data\.pkl: it ends too early$/],
    ['a text as long as no file', `\x8d${'\xff'.repeat(8)}`, /^has a damaged data\.pkl: it ends too early$/],
    ['a name without an end', 'ctorch', /^has a damaged data\.pkl: it ends within a name$/],
    ['a protocol of its own', '\x80\x09', /^has a damaged data\.pkl: it says protocol 9$/],
  ])('is refused for %s', async (_, pickle, expected) => {
    expect(await refusal(file(pickle))).toMatch(expected)
  })

  it('is refused for numbers that are not finite', async () => {
    const bad = new Uint8Array(new Float32Array([1, Number.NaN, 3, 4]).buffer)
    expect(await refusal(file(dictionary(text('w'), MATRIX), bad))).toMatch(/not finite: element 1 of "w" is NaN/)
  })

  it.each(['}', ']', ')', 'N\x85', ')\x85', `C\0`, 'ctorch\nfloat32\n'])('is refused for objects without end: %j', async (one) => {
    expect(await refusal(file(one.repeat(600_000)))).toMatch(
      /^holds more than 500000 objects in its data\.pkl$|^has \d+ bytes in its data\.pkl/,
    )
  })

  it('is refused for 100,000 names of one dictionary of 100,000 names before each is looked at in each', async () => {
    const names = Array.from({ length: 100_000 }, (_, i) => `${text(i.toString(36).padStart(4, '0'))}h\0`)
    expect(await refusal(file(`}q\0(${names.join('')}u`))).toMatch(/^contains no state dict, only/)
  })
})

describe('a hostile zip of a state dict', () => {
  const pickle = stored('data.pkl', latin1(`\x80\x02${dictionary(text('w'), MATRIX)}.`))
  const numbers = stored('data/0', new Uint8Array(NUMBERS.buffer))
  it.each<[string, readonly WrittenEntry[], RegExp]>([
    ['a name twice', [pickle, numbers, numbers], /^has the record "cnn\/data\/0" twice$/],
    ['a name that leads out', [pickle, { ...numbers, name: 'cnn/../data/0' }], /invalid relative path/],
    ['a name from the root', [{ ...pickle, name: '/data.pkl' }], /absolute path/],
    ['a name with a backslash', [{ ...pickle, name: 'cnn\\data.pkl' }], /invalid characters in fileName/],
    ['a name without a folder', [{ ...pickle, name: 'data.pkl' }], /^has a record named "data\.pkl", as torch\.save names none$/],
    ['two folders', [pickle, { ...numbers, name: 'other/data/0' }], /^has records in two folders, "cnn" and "other"$/],
    ['compressed numbers', [pickle, { ...numbers, method: 8 }], /^has the record "cnn\/data\/0" compressed/],
    ['encrypted numbers', [pickle, { ...numbers, flags: 1, says: { size: 16, packed: 28 } }], /^has the record "cnn\/data\/0" encrypted$/],
    ['no pickle', [numbers], /^is a zip without data\.pkl, so torch\.save did not write it/],
    ['a size beyond its end', [pickle, { ...numbers, says: { size: 1e6, packed: 1e6 } }], /^(ends within the record|is a damaged zip)/],
    ['10,001 records', Array.from({ length: 10_001 }, (_, i) => stored(`data/${i}`, '')), /^lists 10001 records; at most 10000 are read$/],
  ])('is refused for %s', async (_, entries, expected) => {
    expect(await refusal(writeZip(entries))).toMatch(expected)
  })
})

describe('a state dict with changed bytes', () => {
  const places = fc.array(fc.noBias(fc.tuple(fc.nat(999_999), fc.nat(255))), { minLength: 1, maxLength: 3 })
  const changed = (bytes: Uint8Array, changes: readonly (readonly [number, number])[]): Buffer => {
    const copy = Buffer.from(bytes)
    for (const [place, value] of changes) copy[place % copy.length] = value
    return copy
  }
  const examined = async (one: fc.IAsyncProperty<unknown>, numRuns: number): Promise<void> => {
    await fc.assert(one as fc.IAsyncProperty<[unknown]>, { numRuns, seed: 7041 })
  }

  it('is refused or read, never anything else', async () => {
    await examined(
      fc.asyncProperty(fc.constantFrom(...GOOD), places, async (name, changes) => {
        await refusal(changed(fixture(`torch/${name}.pt`), changes), name)
      }),
      600,
    )
  })

  it('is refused where it ends early', async () => {
    await examined(
      fc.asyncProperty(fc.constantFrom(...GOOD), fc.noBias(fc.nat(989_999)), async (name, place) => {
        const whole = fixture(`torch/${name}.pt`)
        expect(await refusal(whole.subarray(0, Math.floor((place / 1e6) * whole.length)), name)).toBeTypeOf('string')
      }),
      150,
    )
  })

  it('is refused or read where its pickle alone is changed, with right checksums', async () => {
    let [refused, read] = [0, 0]
    await examined(
      fc.asyncProperty(fc.constantFrom(...GOOD), places, async (name, changes) => {
        const records = await zipRecords(fixture(`torch/${name}.pt`))
        const entries = [...records].map(([key, bytes]) => stored(key, key === 'data.pkl' ? changed(bytes, changes) : bytes))
        if ((await refusal(writeZip(entries), name)) === undefined) read++
        else refused++
      }),
      1500,
    )
    expect(refused).toBeGreaterThan(300)
    expect(read).toBeGreaterThan(100)
  })

  it('is refused for instructions at random', async () => {
    const codes = [...'\x80\x95(N\x88\x89JKMG\x8aX\x8cB)\x85\x86\x87t]ae}suqr\x94hj\x93RbQ']
    const piece = fc.oneof(
      fc.constantFrom(...codes),
      fc.constantFrom(text('w'), byte(1), storage(), MATRIX, 'ccollections\nOrderedDict\n', 'ctorch._utils\n_rebuild_tensor_v2\n', '(}'),
      fc.nat(255).map((code) => String.fromCharCode(code)),
    )
    await examined(
      fc.asyncProperty(fc.array(piece, { maxLength: 30 }), async (pieces) => {
        await refusal(file(pieces.join('')))
      }),
      1500,
    )
  })
})
