import { describe, expect, it } from 'vitest'
import { fixture, refusalOfPromise } from '../../testing/refusal-of.ts'
import { readStateDict } from './read-state-dict.ts'

const VERSIONS = ['1.13', '2.13'] as const

interface Seen {
  readonly shape: readonly number[]
  readonly data: readonly number[]
}

const valuesOf = (version: string): Record<string, Record<string, Seen>> =>
  JSON.parse(fixture(`torch/${version}/values.json`).toString('utf8'))

async function read(version: string, name: string, wanted = {}) {
  const { tensors, notes } = await readStateDict(fixture(`torch/${version}/${name}.pt`), 'cnn.pt', { weights: [], ...wanted })
  const seen = [...tensors()].map(([key, { shape, data }]) => [key, { shape, data: [...data] }])
  return { notes, seen: Object.fromEntries(seen) as Record<string, Seen> }
}

const READ: Readonly<Record<string, readonly RegExp[]>> = {
  'state-dict': [],
  'protocol-4': [],
  views: [],
  kinds: [],
  parameters: [],
  checkpoint: [/^is a checkpoint: the weights under "model_state_dict" are used, and nothing else of it$/],
  parallel: [/^has "module\." in front of its names, which was left out$/],
  compiled: [/^has "_orig_mod\." in front of its names, which was left out$/],
}

describe.each(VERSIONS)('a state dict that PyTorch %s saved', (version) => {
  const expected = valuesOf(version)

  it('is recorded in every form that is read', () => {
    expect(Object.keys(expected).sort()).toEqual(
      Object.keys(READ)
        .filter((name) => version !== '1.13' || name !== 'compiled')
        .sort(),
    )
  })

  it.each(Object.keys(expected))('holds the numbers that PyTorch sees: %s', async (name) => {
    const { notes, seen } = await read(version, name)
    expect(seen).toEqual(expected[name])
    expect(notes).toEqual(READ[name]?.map((pattern) => expect.stringMatching(pattern)))
  })

  it('keeps the names that its layers say', async () => {
    const { notes, seen } = await read(version, 'parallel', { weights: ['module.fc'] })
    expect(Object.keys(seen)).toContain('module.fc.weight')
    expect(notes).toEqual([])
  })

  it('is the one of several that its layers name', async () => {
    expect(Object.keys((await read(version, 'several', { stateDict: 'decoder' })).seen)).toContain('fc.weight')
    expect(await refusalOfPromise(read(version, 'several', { stateDict: 'epoch' }))).toMatch(
      /^has no state dict under "epoch", which its layers name; it has "encoder" and "decoder"$/,
    )
  })

  it.each([
    [
      'module',
      'holds a whole module (an object of the class __main__.Net), which only its code can load; save its weights: torch.save(torch.load("cnn.pt", weights_only=False).state_dict(), "cnn.pt")',
    ],
    [
      'sequential',
      'holds a whole module (an object of the class torch.nn.modules.container.Sequential), which only its code can load; save its weights: torch.save(torch.load("cnn.pt", weights_only=False).state_dict(), "cnn.pt")',
    ],
    [
      'module-within',
      'holds __main__.Net, which is no tensor and is not read; save the weights alone: torch.save(model.state_dict(), "cnn.pt")',
    ],
    [
      'legacy',
      'is in the format of PyTorch before 1.6; convert it so: torch.save(torch.load("cnn.pt", map_location="cpu", weights_only=False), "cnn.pt")',
    ],
    ['script', 'is a TorchScript archive, which holds code; save its weights: torch.save(torch.jit.load("cnn.pt").state_dict(), "cnn.pt")'],
    ['list', 'is a list, whose tensors have no names; save it so: torch.save(model.state_dict(), "cnn.pt")'],
    ['tensor', 'is one tensor without a name; save it so: torch.save({"fc1.weight": tensor}, "cnn.pt")'],
    [
      'several',
      'holds several state dicts, "encoder" and "decoder"; say "state_dict": "encoder" beside its layers, or save it so: torch.save(torch.load("cnn.pt")["encoder"], "cnn.pt")',
    ],
    ['mixed', 'has "epoch" beside its tensors, which is not a tensor; save it so: torch.save(model.state_dict(), "cnn.pt")'],
    [
      'complex',
      'holds torch.ComplexFloatStorage, which is no tensor and is not read; save the weights alone: torch.save(model.state_dict(), "cnn.pt")',
    ],
    ['none', 'contains no state dict, only "epoch", "loss"; save it so: torch.save(model.state_dict(), "cnn.pt")'],
    ['pickle', 'is a plain pickle, which is a program; convert it so: torch.save(pickle.load(open("cnn.pt", "rb")), "cnn.pt")'],
    [
      'npy',
      'is an array of numpy (.npy), which has no names; convert it so: torch.save({"fc1.weight": torch.from_numpy(numpy.load("cnn.pt"))}, "cnn.pt")',
    ],
    [
      'npz',
      'is an archive of numpy arrays (.npz); convert it so: torch.save({k: torch.from_numpy(v) for k, v in numpy.load("cnn.pt").items()}, "cnn.pt")',
    ],
  ])('is told from what is none: %s', async (name, says) => {
    expect(await refusalOfPromise(read(version, name))).toBe(says)
  })
})

describe('a file under the name of a state dict', () => {
  it.each([
    ['nothing', '', /^is empty; convert it so: torch\.save\(model\.state_dict\(\), "cnn\.pt"\)$/],
    ['HDF5', '\x89HDF\r\n', /^is a file of Keras \(HDF5\)/],
    ['safetensors', '\x40\0\0\0\0\0\0\0{"a":', /^is a safetensors file; convert it so: os\.rename\("cnn\.pt", "cnn\.safetensors"\)$/],
    [
      'a pointer',
      'version https://git-lfs.github.com/spec/v1',
      /^is a pointer of Git LFS, not the file itself; convert it so: git lfs pull$/,
    ],
    ['text', 'weights', /^is no file that torch\.save wrote; save it so: torch\.save\(model\.state_dict\(\), "cnn\.pt"\)$/],
    ['the start of a zip', 'PK\x03\x04', /^is a damaged zip: /],
  ])('is named: %s', async (_, content, says) => {
    expect(await refusalOfPromise(readStateDict(Buffer.from(content, 'latin1'), 'cnn.pt', { weights: [] }))).toMatch(says)
  })
})
