import { spawnSync } from 'node:child_process'

/** Which samples can be run here. What needs Python or numpy is left out where they are not, and the console says how many samples were asked. */
export function tools(): { readonly python: boolean; readonly numpy: boolean } {
  const works = (...args: readonly string[]): boolean => spawnSync('python3', args, { stdio: 'ignore', timeout: 30_000 }).status === 0
  const python = works('--version')
  return { python, numpy: python && works('-c', 'import numpy') }
}
