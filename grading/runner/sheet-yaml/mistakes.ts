import type { Predicted } from '#checks/explain/explain'
import { type Args, nameKey, toPlain } from '../../model/value.ts'
import { CatalogueError } from '../../sheet/catalogue.ts'
import type { PythonFile } from './python-file.ts'
import type { PythonFunction } from './python-functions.ts'

/** A wrong formula in `mistakes.py`. */
export interface WrittenMistake extends Pick<Predicted, 'id' | 'says'> {
  /** The function of the exercise that it stands for. */
  readonly of: string
  /** Its own name. */
  readonly name: string
}

/**
 * The known mistakes of `mistakes.py`: functions named `<function>__<mistake>`, whose docstring completes "this equals …". Other functions are
 * parts of them.
 *
 * @param shown - the file as messages name it.
 * @param functions - of the exercise.
 * @throws CatalogueError for one without a docstring, or of no function.
 */
export function mistakesIn(found: readonly PythonFunction[], shown: string, functions: readonly string[]): readonly WrittenMistake[] {
  return found
    .filter(({ name }) => /^[^_].*__./.test(name))
    .map(({ name, line, docstring }) => {
      const [wanted, id] = name.split(/__(.+)/) as [string, string]
      const of = functions.find((one) => nameKey(one) === nameKey(wanted))
      if (of === undefined)
        throw new CatalogueError(
          `${shown}:${line}: ${name} is a mistake in ${wanted}, which is no function of this exercise; there are ${functions.join(', ')}`,
        )
      if (docstring === '')
        throw new CatalogueError(`${shown}:${line}: ${name} has no docstring: expected what a student reads after “this equals”`)
      return { of, name, id: id.replaceAll('_', '-').toLowerCase(), says: docstring.replace(/\.$/, '') }
    })
}

/** What mistakes give for each case; nothing where one raises an exception. */
export async function predict(
  mistakes: readonly WrittenMistake[],
  python: PythonFile,
  cases: readonly Args[],
): Promise<readonly Predicted[]> {
  const predicted: Predicted[] = []
  for (const { id, says, name } of mistakes) {
    const answers = await python.ask(name, cases)
    predicted.push({ id, says, answers: answers.map((answer) => (answer.ok ? toPlain(answer.value) : undefined)) })
  }
  return predicted
}
