import { fromNative, toNative } from '#submissions/session/native-value'
import { isTensor, type Value } from '../../model/value.ts'
import type { FunctionSignature } from '../../sheet/definition.ts'
import { faultWords, type PythonFile } from './python-file.ts'
import { isIntegers } from './shape.ts'

/**
 * The functions of a reference solution in Python, as a solution in TypeScript exports them. They answer later.
 *
 * @throws UsageError if there is no Python on this machine.
 */
export async function pythonSolution(
  python: PythonFile,
  functions: Readonly<Record<string, FunctionSignature>>,
): Promise<Readonly<Record<string, unknown>>> {
  await python.ask('', [])
  return Object.fromEntries(
    Object.entries(functions).map(([name, { takes }]) => {
      const shapes = Object.values(takes)
      const call = async (...args: readonly unknown[]): Promise<unknown> => {
        const [answer] = await python.ask(name, [args.map((arg, i) => valueFrom(arg, shapes[i] ?? ''))])
        if (answer?.ok === true) return toNative(answer.value, false)
        throw new Error(`${python.shown}: ${answer === undefined ? 'no answer' : faultWords(answer.fault)}`)
      }
      return [name, call]
    }),
  )
}

/** Lists of numbers do not tell integers from others: the signature does. */
function valueFrom(native: unknown, shape: string): Value {
  const value = fromNative(native)
  return isTensor(value) && isIntegers(shape) ? { ...value, dtype: 'int64' } : value
}
