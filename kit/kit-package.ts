import { ownPackage } from '#grading/runner/version'
import { KIT_FILES } from './kit-files.ts'

export const KIT_NAME = 'assay-kit'

/**
 * The package.json of a kit. TensorFlow.js is needed by few hand-ins: where it fails to install, it is done without.
 * @param needed - packages of the program.
 */
export function kitPackage(needed: readonly string[]): string {
  const { version, license, engines, dependencies, peerDependencies } = ownPackage()
  const versions = (names: readonly string[]): Record<string, string> =>
    Object.fromEntries(
      [...new Set(names)].sort().flatMap((name) => {
        const pinned = dependencies[name]
        return pinned === undefined ? [] : [[name, pinned]]
      }),
    )
  const missing = needed.filter((name) => dependencies[name] === undefined && peerDependencies[name] === undefined)
  if (missing.length > 0) throw new Error(`the kit's program loads ${missing.join(', ')}, which package.json does not name`)
  const description = 'Statements, starters and visible checks of a coursework sheet'
  return `${JSON.stringify(
    {
      ...{ name: KIT_NAME, version, description, license, private: true, type: 'module', engines },
      bin: { assay: KIT_FILES.program },
      exports: {
        './vitest': { types: `./${KIT_FILES.vitestTypes}`, default: `./${KIT_FILES.vitest}` },
        './package.json': './package.json',
      },
      dependencies: versions(needed),
      // Tests can only be registered with the vitest that runs them.
      ...{ peerDependencies, peerDependenciesMeta: { vitest: { optional: true } } },
      optionalDependencies: versions(Object.keys(dependencies).filter((name) => name.startsWith('@tensorflow/'))),
    },
    null,
    2,
  )}\n`
}
