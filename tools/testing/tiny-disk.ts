import { spawnSync } from 'node:child_process'
import { onTestFinished } from 'vitest'

/** Programs of the system, not of a package. */
const [MOUNT, UNMOUNT] = ['mount', 'umount']

export interface TinyDisk {
  /** Makes it so large, in KiB. */
  resize(kibibytes: number): void
  makeReadOnly(): void
}

const mount = (...args: readonly string[]): boolean => spawnSync(MOUNT, args, { stdio: 'ignore' }).status === 0

/** Lays a file system of so many KiB over a folder until the test is over; `undefined` where we may not (it takes root on Linux). */
export function tinyDisk(folder: string, kibibytes: number): TinyDisk | undefined {
  if (!mount('-t', 'tmpfs', '-o', `size=${kibibytes}k`, 'assay-test', folder)) {
    process.stderr.write('skipped: no file system can be mounted here, so a really full disk is not tested; run the tests as root\n')
    return undefined
  }
  onTestFinished(() => void spawnSync(UNMOUNT, ['--lazy', folder]))
  const remount = (option: string): void => {
    if (!mount('-o', `remount,${option}`, folder)) throw new Error(`${folder} cannot be mounted with ${option}`)
  }
  return { resize: (size) => remount(`size=${size}k`), makeReadOnly: () => remount('ro') }
}
