import { isZip } from './zip/is-zip.ts'

/** Whether a name is that of a tar archive, packed or not. */
export function isTar(name: string): boolean {
  return /\.(tar|tgz|tar\.gz)$/i.test(name)
}

/** Whether a name is that of an archive that is opened. */
export function isArchive(name: string): boolean {
  return isZip(name) || isTar(name)
}
