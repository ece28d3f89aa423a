import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { T32, T64, type Tolerance } from '#checks/compare/tolerance'
import { closeToReference } from '#checks/kinds/close-to-reference'
import type { CheckSpec } from '#checks/outcome'
import type { Path } from '#course/file/yaml-tree'
import type { Check } from '../../model/check.ts'
import { CatalogueError, type WrittenExercise } from '../../sheet/catalogue.ts'
import { definitionFlaw } from '../../sheet/exercise-of.ts'
import { PYTHON_SOLUTION, solutionIn } from '../../sheet/solution-file.ts'
import { casesOf, inputsFlaw } from './draw-cases.ts'
import { lawInPython } from './law.ts'
import { mistakesIn, predict } from './mistakes.ts'
import { pythonFile } from './python-file.ts'
import { type PythonFunction, pythonFunctions } from './python-functions.ts'
import { pythonSolution } from './python-solution.ts'
import { readYaml } from './read-yaml.ts'
import { type ExerciseFile, exerciseFile, keysAt, type WrittenCheck } from './schema.ts'

/**
 * An exercise written as `exercise.yaml`. Beside it lie `solution.py`, or a solution in TypeScript, and `mistakes.py` and `laws.py`, if there
 * are any. No Python is started here.
 *
 * @param file - absolute.
 * @param shown - the file as messages name it.
 * @throws CatalogueError for what is not well formed, with file, line and column.
 */
export function readExercise(file: string, shown: string): WrittenExercise {
  const { value: written, error } = readYaml(file, shown, exerciseFile, keysAt)
  const flaw = definitionFlaw({ functions: written.functions })
  if (flaw !== undefined) throw error(['functions'], `cannot be used: ${flaw}`)
  const [solution, mistakes, laws] = [PYTHON_SOLUTION, 'mistakes.py', 'laws.py'].map((name) => besides(file, shown, name)) as [
    Beside,
    Beside,
    Beside,
  ]
  const known = mistakesIn(mistakes.functions, mistakes.shown, Object.keys(written.functions))
  const checks = written.checks.map((check, i) => {
    const { signature, cases } = inputsOf(written, check, ['checks', i], error)
    const spec = { ...specOf(check), entry: check.function, cases: casesOf(`${check.inputs}:${check.function}`, cases, signature.takes) }
    if (check.law !== undefined) return lawOf(check.law, spec)
    const own = known.filter(({ of }) => of === check.function)
    const predicted = own.length === 0 ? {} : { predict: (args: Parameters<typeof predict>[2]) => predict(own, mistakes.python, args) }
    return closeToReference({ ...spec, ...predicted, tolerance: toleranceOf(check.tolerance) })

    function lawOf(law: string, spec: Omit<Parameters<typeof lawInPython>[0], 'law' | 'predicate' | 'python'>): Check {
      const found = laws.functions.find(({ name }) => name === law)
      if (found === undefined) throw error(['checks', i, 'law'], `is no function of laws.py; there is ${namesOf(laws.functions)}`)
      if (found.docstring === '')
        throw new CatalogueError(`${laws.shown}:${found.line}: ${law} has no docstring: expected the law in words`)
      if (check.tolerance !== undefined) throw error(['checks', i, 'tolerance'], 'belongs into the law itself')
      return lawInPython({ ...spec, law: found.docstring.replace(/\.$/, ''), predicate: law, python: laws.python })
    }
  })
  const definition = { title: written.title, functions: written.functions, checks }
  if (solutionIn(dirname(file)) !== undefined) return { definition }
  return { definition, loadSolution: () => pythonSolution(solution.python, written.functions) }
}

type ErrorAt = (path: Path, says: string) => CatalogueError

/** The inputs of a check. @throws CatalogueError where they do not fit its function. */
function inputsOf(written: ExerciseFile, check: WrittenCheck, path: Path, error: ErrorAt) {
  const signature = written.functions[check.function]
  if (signature === undefined)
    throw error([...path, 'function'], `is no function of this exercise; there are ${Object.keys(written.functions).join(', ')}`)
  const cases = written.inputs[check.inputs]
  if (cases === undefined)
    throw error([...path, 'inputs'], `are not among the inputs of this exercise; there are ${Object.keys(written.inputs).join(', ')}`)
  const flaw = inputsFlaw(cases, signature.takes)
  if (flaw !== undefined) throw error(['inputs', check.inputs, ...flaw.path], flaw.says)
  return { signature, cases }
}

function specOf({ id, title, points, visibility, hint, after }: WrittenCheck): CheckSpec {
  return {
    ...{ id, title, points },
    ...(visibility === undefined ? {} : { visibility }),
    ...(hint === undefined ? {} : { hint }),
    ...(after === undefined ? {} : { after }),
  }
}

function toleranceOf(written: WrittenCheck['tolerance'] = 'float32'): Tolerance {
  if (typeof written === 'object') return written
  return written === 'float64' ? T64 : T32
}

interface Beside {
  readonly shown: string
  readonly python: ReturnType<typeof pythonFile>
  /** None where there is no such file. */
  readonly functions: readonly PythonFunction[]
}

function besides(file: string, exercise: string, name: string): Beside {
  const path = join(dirname(file), name)
  const shown = `${exercise.slice(0, exercise.lastIndexOf('/'))}/${name}`
  const functions = existsSync(path) ? pythonFunctions(readFileSync(path, 'utf8')) : []
  return { shown, python: pythonFile(path, shown), functions }
}

function namesOf(functions: readonly PythonFunction[]): string {
  return functions.length === 0 ? 'none' : functions.map(({ name }) => name).join(', ')
}
