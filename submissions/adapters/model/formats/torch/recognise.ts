import { ModelRefusal, quoted } from '../../refusal.ts'

interface Kind {
  /** Completes "models/cnn.pt …". */
  readonly is: string
  /** A line of Python that makes a state dict of it, given the name of the file in quotes. */
  line(file: string): string
  matches(start: string): boolean
}

const begins =
  (...starts: readonly string[]) =>
  (start: string): boolean =>
    starts.some((one) => start.startsWith(one))

const STATE_DICT = (file: string): string => `torch.save(model.state_dict(), ${file})`
/** What a file of PyTorch before 1.6 begins with: the pickle of a number that stands for the format. */
const LEGACY = ['\x80\x02\x8a\x0al\xfc\x9cF\xf9 j\xa8P\x19.']

/** What is handed in under the name of a state dict, by its first bytes as Latin-1; the first that matches. */
const KINDS: readonly Kind[] = [
  { is: 'is empty', line: STATE_DICT, matches: (start) => start === '' },
  {
    is: 'is in the format of PyTorch before 1.6',
    line: (file) => `torch.save(torch.load(${file}, map_location="cpu", weights_only=False), ${file})`,
    matches: begins(...LEGACY),
  },
  {
    is: 'is a plain pickle, which is a program',
    line: (file) => `torch.save(pickle.load(open(${file}, "rb")), ${file})`,
    matches: begins('\x80\x02', '\x80\x03', '\x80\x04', '\x80\x05'),
  },
  {
    is: 'is an array of numpy (.npy), which has no names',
    line: (file) => `torch.save({"fc1.weight": torch.from_numpy(numpy.load(${file}))}, ${file})`,
    matches: begins('\x93NUMPY'),
  },
  {
    is: 'is a file of Keras (HDF5)',
    line: () => 'tensorflowjs_converter --input_format keras',
    matches: begins('\x89HDF'),
  },
  {
    is: 'is a safetensors file',
    line: (file) => `os.rename(${file}, ${file.replace(/\.\w+"$/, '.safetensors"')})`,
    matches: (start) => start.slice(4, 9) === '\0\0\0\0{',
  },
  {
    is: 'is a pointer of Git LFS, not the file itself',
    line: () => 'git lfs pull',
    matches: begins('version https://git-lfs'),
  },
]
const LONGEST_START = 32

/** @throws ModelRefusal for a file that is no zip, and for a zip of numpy: it says what the file is, and the line that converts it. */
export function refuseOther(file: Uint8Array, name: string): void {
  const start = Buffer.from(file.subarray(0, LONGEST_START)).toString('latin1')
  const shown = quoted(name)
  if (start.startsWith('PK\x03\x04')) {
    if (!isNumpyArchive(file)) return
    const line = `torch.save({k: torch.from_numpy(v) for k, v in numpy.load(${shown}).items()}, ${shown})`
    throw new ModelRefusal(`is an archive of numpy arrays (.npz); convert it so: ${line}`)
  }
  const kind = KINDS.find(({ matches }) => matches(start))
  throw new ModelRefusal(
    kind === undefined
      ? `is no file that torch.save wrote; save it so: ${STATE_DICT(shown)}`
      : `${kind.is}; convert it so: ${kind.line(shown)}`,
  )
}

/** Its entries are named after arrays, and lie in no folder. */
function isNumpyArchive(file: Uint8Array): boolean {
  const bytes = Buffer.from(file.buffer, file.byteOffset, Math.min(file.length, 400))
  const length = bytes.length < 30 ? 0 : bytes.readUInt16LE(26)
  return bytes
    .subarray(30, 30 + length)
    .toString('latin1')
    .endsWith('.npy')
}
