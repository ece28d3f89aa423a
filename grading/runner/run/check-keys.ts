import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { CheckKeys } from '../../engine/journal.ts'
import { isInstalled } from '../../sheet/compile/installation.ts'
import type { CodeDigest } from '../../sheet/slices/exercise-slices.ts'
import type { Reach } from '../../sheet/slices/parts.ts'
import { PYTHON_SOLUTION } from '../../sheet/solution-file.ts'
import { jsonDigest } from '../json-digest.ts'
import type { Outline } from '../outline.ts'
import { digest } from './run-identity.ts'
import { slicedCode } from './sliced-code.ts'

const CODE_FILE = /\.[cm]?[jt]s$/

type Keyed = Omit<Outline, 'limits' | 'models'>

/**
 * Keys of the checks of a run, of all that their results depend on in the sheet.
 *
 * @param python - digest of the Python that answers for reference solutions in Python.
 */
export async function checkKeys(exercises: readonly Keyed[], python: string): Promise<CheckKeys> {
  const [first] = exercises
  if (first === undefined) return {}
  const root = dirname(dirname(first.folder))
  const state = digest([root])
  const inYaml = exercises.filter(({ folder }) => existsSync(join(folder, 'exercise.yaml')) && !hasModule(folder))
  const inCode = exercises.filter((one) => !inYaml.includes(one))
  // A sheet that was installed changes with the version of Assay only.
  const isFixed = inCode.every(({ folder }) => isInstalled(folder) && existsSync(join(folder, 'exercise.js')))
  const sliced = isFixed || inCode.length === 0 ? {} : await slicedCode(root, state, inCode)
  const written = inYaml.length === 0 ? {} : await yamlDigests(inYaml, state, python)
  const digests: Readonly<Record<string, readonly CodeDigest[]>> = { ...sliced, ...written }
  const reached = { nothing: '', files: digest([root], (name) => !CODE_FILE.test(name)), anything: state }
  return Object.fromEntries(exercises.map((exercise) => [exercise.id, keysOf(exercise, digests[exercise.id], reached)]))
}

function hasModule(folder: string): boolean {
  return ['exercise.ts', 'exercise.js'].some((name) => existsSync(join(folder, name)))
}

async function yamlDigests(exercises: readonly Keyed[], state: string, python: string): Promise<Record<string, readonly CodeDigest[]>> {
  const { yamlChecks } = await import('../sheet-yaml/yaml-checks.ts')
  return Object.fromEntries(
    exercises.map(({ id, folder }) => {
      // A solution in TypeScript may import from anywhere in the sheet.
      const others = [existsSync(join(folder, PYTHON_SOLUTION)) ? digest([folder], (name) => name !== 'exercise.yaml') : state, python]
      const digests = yamlChecks(join(folder, 'exercise.yaml')).map((parts) => ({
        digest: jsonDigest([...others, parts]),
        reach: 'nothing' as const,
        readsOthers: false,
      }))
      return [id, digests]
    }),
  )
}

/** Of a sheet: what its checks depend on where they reach as far. */
type Reached = Readonly<Record<Reach, string>>

/** @param code - none where the checks of the exercise cannot be told from each other: then all depend on the sheet as a whole. */
function keysOf(exercise: Keyed, code: readonly CodeDigest[] | undefined, reached: Reached): Readonly<Record<string, string>> {
  const { id, sheet, title, form, checks } = exercise
  const own = new Map(
    checks.map((check, i) => {
      const { digest = reached.anything, reach = 'nothing' } = code?.[i] ?? {}
      return [check.id, jsonDigest([id, sheet, title, form, check, digest, reached[reach]])]
    }),
  )
  const keyOf = (checkId: string, path: readonly string[] = []): string => {
    const check = checks.find((one) => one.id === checkId)
    const earlier = path.includes(checkId) ? [] : (check?.after ?? [])
    const others = earlier.map((one) => keyOf(one, [...path, checkId]))
    return jsonDigest([own.get(checkId), ...others])
  }
  const keys = checks.map(({ id, plots }, i) => {
    const isOfAll = plots !== undefined || code?.[i]?.readsOthers === true
    return [id, isOfAll ? jsonDigest([keyOf(id), ...checks.map((one) => keyOf(one.id))]) : keyOf(id)]
  })
  return Object.fromEntries(keys)
}
