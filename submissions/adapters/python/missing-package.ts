import type { Fault, Limits } from '#grading/model/session'
import type { Sandbox } from '../../sandbox/sandbox.ts'
import { COURSE_PACKAGES, coursePackage, remedyFor } from './course-packages.ts'
import { type PackageState, probePackages } from './probe-packages.ts'

/** What Python says of a module that it does not find, as a submission claims it. */
const NOT_FOUND = /^No module named '?([A-Za-z_][A-Za-z0-9_]{0,60})(\.[A-Za-z0-9_.]{1,200})?'?/
/** A shared library that is missing or of another version; the package behind it is not named. */
const NAMES_NO_MODULE: ReadonlySet<string> = new Set(['ImportError', 'OSError'])
const IMPORTS = /^[ \t]*(?:import|from)[ \t]+([A-Za-z_][A-Za-z0-9_]*)/gm

/** How packages are looked for: for the real thing, a trusted child in the sandbox. */
export type ProbePackage = (name: string) => Promise<PackageState>

/** The packages of the course that a source imports somewhere. */
export function packagesIn(source: string): readonly string[] {
  const imported = new Set([...source.matchAll(IMPORTS)].map(([, name]) => name))
  return COURSE_PACKAGES.map(({ name }) => name).filter((name) => imported.has(name))
}

/**
 * Whether a failed import is the machine's fault: only if the package is one that the course allows, and our own look finds that this
 * machine cannot import it. What the submission says is where we look, never what we find.
 *
 * @param imported - packages of the course that its sources import, for messages that name none.
 * @returns what to answer instead; the same fault where it is the submission's.
 */
export async function blameForImport(fault: Fault, imported: readonly string[], probe: ProbePackage): Promise<Fault> {
  if (fault.kind !== 'load-error' && fault.kind !== 'exception') return fault
  if (NAMES_NO_MODULE.has(fault.name)) return (await firstMissing(imported, ['broken'], probe)) ?? fault
  if (fault.name !== 'ModuleNotFoundError') return fault
  const [, said, submodule] = NOT_FOUND.exec(fault.message) ?? []
  if (said === undefined) return fault
  const name = said === 'pylab' ? 'matplotlib' : said
  if (coursePackage(name) !== undefined) return (await firstMissing([name], ['absent', 'broken'], probe)) ?? fault
  if (submodule !== undefined) return fault
  const known = COURSE_PACKAGES.map((one) => one.name).join(', ')
  const message = `${name} is neither a file of the submission nor a package that may be used here (besides Python's own, these may: ${known})`
  return { ...fault, message }
}

type Missing = Exclude<PackageState['state'], 'works'>

async function firstMissing(names: readonly string[], states: readonly Missing[], probe: ProbePackage): Promise<Fault | undefined> {
  for (const name of names) {
    const found = await probe(name)
    const known = coursePackage(name)
    if (found.state === 'works' || !states.includes(found.state) || known === undefined) continue
    const what = found.state === 'absent' ? 'is not installed on this machine' : `cannot be loaded on this machine (${found.says})`
    return {
      kind: 'infrastructure',
      reason: `the Python package ${name} ${what}; get it with ${remedyFor(known)}`,
    }
  }
  return undefined
}

const probed = new WeakMap<Sandbox, Map<string, Promise<PackageState>>>()

/** Looks in a sandbox, once per package and grading process. */
export function packageProbe(sandbox: Sandbox, limits: Limits): ProbePackage {
  const before = probed.get(sandbox) ?? new Map<string, Promise<PackageState>>()
  probed.set(sandbox, before)
  return (name) => {
    const known = coursePackage(name)
    if (known === undefined) return Promise.resolve({ state: 'works', version: undefined })
    const found = before.get(name) ?? probePackages([known], { sandbox, limits }).then((all) => all.get(name) as PackageState)
    before.set(name, found)
    found.catch(() => before.delete(name))
    return found
  }
}
