import { UsageError } from '#grading/runner/usage-error'

/** The compiler's API, handed to what walks syntax trees: only commands that read the exercises' source load it. */
export type TypeScript = typeof import('typescript')

/**
 * @throws UsageError where the package is not installed, as in an installation for use only.
 */
export async function loadTypeScript(load: () => Promise<unknown> = () => import('typescript')): Promise<TypeScript> {
  try {
    const module = (await load()) as { readonly default?: TypeScript } & TypeScript
    return module.default ?? module
  } catch {
    throw new UsageError('the exercises are read with the package typescript, which is not here; get it with: npm install')
  }
}
