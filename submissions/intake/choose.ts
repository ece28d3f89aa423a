import { basename, extname } from 'node:path'
import { exerciseKey, nameKey } from '#grading/model/value'
import { isCode } from './ignored.ts'
import { stem, type WrittenFunctions } from './written-functions.ts'

const MAIN = /^(submission|solution)$/i

/** Which file answers for an exercise, or, as a whole sentence, why none was chosen. */
export type Choice =
  | {
      readonly kind: 'file'
      readonly file: string
      /** A whole sentence about why it was this one. */
      readonly remark?: string
    }
  | { readonly kind: 'none' }
  | { readonly kind: 'unclear'; readonly says: string }

export interface Chosen {
  /** Of the whole sheet: a file named after another exercise answers for that one only. */
  readonly exercises: readonly string[]
  /** `entry:` of submission.yaml. */
  readonly entry?: string | undefined
  /** The functions that the exercise asks for. */
  readonly functions?: readonly string[]
  /** What the files say; asked only where names do not decide. */
  readonly written?: (file: string) => Promise<WrittenFunctions | undefined>
  /** Whether two files hold the same. */
  readonly same?: (one: string, other: string) => boolean
}

/**
 * In this order: the file that submission.yaml names; one named after the exercise, also with the number that a platform puts behind it; `submission.*` or `solution.*`; the only code file; the one that
 * defines the functions. What was compiled from another file, or exported from a notebook, does not count beside it.
 *
 * @param files - the submission's files, relative.
 */
export async function choose(files: readonly string[], exerciseId: string, how: Chosen): Promise<Choice> {
  const { entry, exercises } = how
  const code = files.filter(isCode)
  if (entry !== undefined) {
    const wanted = entry.replace(/^\.\//, '')
    if (files.includes(wanted)) return { kind: 'file', file: wanted }
    return { kind: 'unclear', says: `submission.yaml names ${entry} as \`entry:\`, but there is no such file` }
  }
  const own = code.filter((file) => answersFor(file, exerciseId))
  const copies = code.filter((file) => isRenamed(file, exerciseId))
  if (own.length > 0) return besideCopies(await single(own, how), copies)
  if (copies.length > 0) return renamed(await single(copies, how), exerciseId)
  const rest = code.filter((file) => !exercises.some((id) => answersFor(file, id) || isRenamed(file, id)))
  const main = topmost(rest.filter((file) => MAIN.test(stem(file))))
  if (main.length > 0) return single(main, how)
  if (code.length === 0 || rest.length === 0) return { kind: 'none' }
  const top = topmost(rest)
  if (code.length > rest.length && top.length > 1) return { kind: 'none' }
  return single(top, how)
}

const COMPILED = /(^|\/)(dist|build|out|lib)\//

/** The one of several that answers, if there is a reason for one. */
async function single(files: readonly string[], how: Chosen): Promise<Choice> {
  const [file] = files
  if (files.length === 1 && file !== undefined) return { kind: 'file', file }
  const sources = files.filter((one) => !(COMPILED.test(one) && /\.[mc]?js$/.test(one) && files.some((other) => isSource(other, one))))
  const originals = sources.filter(
    (one) => !sources.some((other) => other !== one && isCopyOf(one, other) && how.same?.(one, other) === true),
  )
  const left = await defining(originals, how)
  const [best] = left
  if (best === undefined) return { kind: 'none' }
  const chosen = chosenOf(left, best, how)
  if (chosen !== undefined) {
    const others = files.filter((one) => one !== chosen)
    return { kind: 'file', file: chosen, remark: `${chosen} was taken for the code that answers, not ${named(others, 'or')}.` }
  }
  return { kind: 'unclear', says: `found ${named(left, 'and')}; name one submission${extname(best)} or give \`entry:\` in submission.yaml` }
}

/** Which of several that hold the same answers makes no difference; a notebook stands before what was exported from it. */
function chosenOf(files: readonly string[], best: string, { same }: Chosen): string | undefined {
  if (files.every((one) => one === best || same?.(one, best) === true)) return best
  const notebooks = files.every((one) => stem(one) === stem(best)) ? files.filter((one) => extname(one) === '.ipynb') : []
  return notebooks.length === 1 ? notebooks[0] : undefined
}

function isSource(file: string, compiled: string): boolean {
  return !COMPILED.test(file) && stem(file) === stem(compiled)
}

/** `hw7-Copy1.ipynb`, `hw7 (1).py`, `hw7 copy.py`: as Jupyter and systems call what they copy. */
function isCopyOf(copy: string, file: string): boolean {
  const name = stem(copy).replace(/(?:[-_ ]copy ?\d*| \(\d+\))$/i, '')
  return name !== stem(copy) && name === stem(file) && extname(copy) === extname(file)
}

/** Those that define most of the functions; none where no file as much as names one. */
async function defining(files: readonly string[], { functions = [], written }: Chosen): Promise<readonly string[]> {
  if (written === undefined || functions.length === 0 || files.length < 2) return files
  const wanted = functions.map(nameKey)
  const own = new Map<string, WrittenFunctions>()
  for (const file of files) {
    const says = await written(file)
    // Of what cannot be read nobody knows what it defines.
    if (says === undefined) return files
    own.set(file, says)
  }
  const has = (file: string, name: string): boolean => {
    const { bound, takesFrom } = own.get(file) as WrittenFunctions
    return bound.has(name) || files.some((other) => takesFrom.has(stem(other).toLowerCase()) && own.get(other)?.bound.has(name) === true)
  }
  const scores = files.map((file) => wanted.filter((name) => has(file, name)).length)
  const most = Math.max(...scores)
  if (most === 0) return files.filter((file) => wanted.some((name) => own.get(file)?.words.has(name) === true))
  const best = files.filter((_, i) => scores[i] === most)
  // A notebook that takes all from its helpers answers with them.
  const taking = best.filter((file) =>
    best.some((other) => own.get(file)?.takesFrom.has(stem(other).toLowerCase()) === true && other !== file),
  )
  return taking.length === 1 ? taking : best
}

const MOST_NAMED = 4

function named(files: readonly string[], last: 'and' | 'or'): string {
  const shown = files.slice(0, MOST_NAMED)
  if (files.length > MOST_NAMED) return `${shown.join(', ')} ${last} ${files.length - MOST_NAMED} more`
  return shown.length === 1 ? `${shown[0]}` : `${shown.slice(0, -1).join(', ')} ${last} ${shown.at(-1)}`
}

/** `softmax-1.py` as Canvas calls what is submitted again, `softmax (1).py` as browsers do: named after the exercise but for that. */
function isRenamed(file: string, exerciseId: string): boolean {
  const name = stem(file)
  const plain = name.replace(/(?:-\d+| ?\(\d+\)|[-_ ]copy ?\d*)$/i, '')
  return plain !== name && !answersFor(file, exerciseId) && exerciseKey(plain) === exerciseKey(basename(exerciseId))
}

function renamed(choice: Choice, exerciseId: string): Choice {
  if (choice.kind !== 'file' || choice.remark !== undefined) return choice
  const name = `${basename(exerciseId)}${extname(choice.file)}`
  return { ...choice, remark: `${choice.file} was taken for ${name}: a platform or a browser had numbered it.` }
}

function besideCopies(choice: Choice, copies: readonly string[]): Choice {
  if (choice.kind !== 'file' || choice.remark !== undefined || copies.length === 0) return choice
  return { ...choice, remark: `${choice.file} was taken for the code that answers, not ${named(copies, 'or')}.` }
}

/** `odd-neuron.py`, `odd_neuron.py` and `oddNeuron.ts` answer for `backpropagation/odd-neuron`. */
function answersFor(file: string, exerciseId: string): boolean {
  return exerciseKey(stem(file)) === exerciseKey(basename(exerciseId))
}

/** Those in the folder that is nearest to the root: helpers lie deeper. */
function topmost(files: readonly string[]): readonly string[] {
  const depth = (file: string): number => file.split('/').length
  const least = Math.min(...files.map(depth))
  return files.filter((file) => depth(file) === least)
}
