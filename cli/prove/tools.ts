import { spawnSync } from 'node:child_process'

/** Which samples can be run here. */
export interface Tools {
  readonly python: boolean
  readonly numpy: boolean
}

/** @param wanted - whether a sample needs Python at all; looking for it takes a second. */
export function tools(wanted: boolean): Tools {
  const works = (...args: readonly string[]): boolean => spawnSync('python3', args, { stdio: 'ignore', timeout: 120_000 }).status === 0
  const python = wanted && works('--version')
  return { python, numpy: python && works('-c', 'import numpy') }
}
