import { readFile } from 'node:fs/promises'
import { bundleChild as bundleNow, type ChildName } from '#submissions/adapters/javascript/bundle-child'
import { PREPARED_CHILDREN } from './built.ts'

export * from '#submissions/adapters/javascript/bundle-child'

/** In the place of that of the adapter, which each file of tests would start esbuild for: as the build for tests has left it. */
export function bundleChild(name: ChildName): Promise<string> {
  return PREPARED_CHILDREN === undefined ? bundleNow(name) : readFile(`${PREPARED_CHILDREN}/${name}.cjs`, 'utf8')
}
