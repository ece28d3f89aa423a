import { basename, extname } from 'node:path'
import { nameKey } from '../../grading/model/value.ts'
import { isCode } from './ignored.ts'

const MAIN = /^(submission|solution)$/i

/** Which file answers for an exercise, or, as a whole sentence, why none was chosen. */
export type Choice =
  | { readonly kind: 'file'; readonly file: string }
  | { readonly kind: 'none' }
  | { readonly kind: 'unclear'; readonly says: string }

/**
 * In this order: the file that submission.yaml names; one named after the exercise; `submission.*` or `solution.*`; the only code file.
 *
 * @param files - the hand-in's files, relative.
 * @param exercises - ids of the whole sheet: a file named after another exercise answers for that one only.
 * @param entry - `entry:` of submission.yaml.
 */
export function choose(files: readonly string[], exerciseId: string, exercises: readonly string[], entry?: string): Choice {
  const code = files.filter(isCode)
  if (entry !== undefined) {
    const wanted = entry.replace(/^\.\//, '')
    if (files.includes(wanted)) return { kind: 'file', file: wanted }
    return { kind: 'unclear', says: `submission.yaml names ${entry} as \`entry:\`, but there is no such file.` }
  }
  const own = code.filter((file) => answersFor(file, exerciseId))
  if (own.length > 0) return single(own)
  const rest = code.filter((file) => !exercises.some((id) => answersFor(file, id)))
  const main = topmost(rest.filter((file) => MAIN.test(stem(file))))
  if (main.length > 0) return single(main)
  if (code.length === 0 || rest.length === 0) return { kind: 'none' }
  const top = topmost(rest)
  if (code.length > rest.length && top.length > 1) return { kind: 'none' }
  return single(top)
}

function single(files: readonly string[]): Choice {
  const [file] = files
  if (files.length === 1 && file !== undefined) return { kind: 'file', file }
  const shown = files.slice(0, 4)
  const named =
    files.length > 4 ? `${shown.join(', ')} and ${files.length - 4} more` : `${shown.slice(0, -1).join(', ')} and ${shown.at(-1)}`
  const extension = extname(shown[0] ?? '')
  return { kind: 'unclear', says: `found ${named}; name one submission${extension} or give \`entry:\` in submission.yaml` }
}

/** `odd-neuron.py`, `odd_neuron.py` and `oddNeuron.ts` answer for `backpropagation/odd-neuron`. */
function answersFor(file: string, exerciseId: string): boolean {
  return nameKey(stem(file).replaceAll('-', '')) === nameKey(basename(exerciseId).replaceAll('-', ''))
}

function stem(file: string): string {
  return basename(file, extname(file))
}

/** Those in the folder that is nearest to the root: helpers lie deeper. */
function topmost(files: readonly string[]): readonly string[] {
  const depth = (file: string): number => file.split('/').length
  const least = Math.min(...files.map(depth))
  return files.filter((file) => depth(file) === least)
}
