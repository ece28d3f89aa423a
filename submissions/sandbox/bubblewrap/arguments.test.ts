import { dirname } from 'node:path'
import { describe, expect, it } from 'vitest'
import { DEFAULT_LIMITS } from '#grading/model/session'
import { bwrapArguments } from './arguments.ts'

/** Where each operation puts something. */
const OPERATIONS: Readonly<Record<string, number>> = {
  '--ro-bind': 2,
  '--ro-bind-try': 2,
  '--dev-bind': 2,
  '--symlink': 2,
  '--tmpfs': 1,
  '--proc': 1,
}

function targets(args: readonly string[]): string[] {
  return args.flatMap((arg, i) => (arg in OPERATIONS ? [args[i + (OPERATIONS[arg] as number)] as string] : []))
}

/** Operations that cover what an earlier one has put there. */
function hiding(args: readonly string[]): string[] {
  const before: string[] = []
  return targets(args).filter((target) => {
    const hides = before.some((path) => path === target || path.startsWith(`${target}/`))
    before.push(target)
    return hides
  })
}

const INSIDE = {
  launch: {
    runtime: 'python' as const,
    command: '/usr/bin/python3',
    args: [],
    cwd: '/',
    env: {},
    readOnly: [],
    memory: 'address-space' as const,
  },
  limits: DEFAULT_LIMITS,
  prlimit: '/usr/bin/prlimit',
  etc: '/tmp/assay-sandbox-x/etc',
  programs: new Map<string, string>(),
  copy: undefined,
  source: (path: string) => path,
}

describe('the arguments of bwrap', () => {
  it('hide no library whose links lead through a folder that is also made by hand', () => {
    const links = new Map([
      ['/etc/alternatives/libblas.so.3', '/usr/lib/blas/libblas.so.3'],
      ['/usr/lib/libblas.so.3', '/etc/alternatives/libblas.so.3'],
      ['/usr/lib/blas/libblas.so.3', 'libblas.so.3.11.0'],
    ])
    const closure = { paths: ['/usr/bin/prlimit', '/usr/lib/blas/libblas.so.3.11.0'], links, libraryPath: [] }
    const args = bwrapArguments({ ...INSIDE, closure })
    expect(targets(args)).toEqual(expect.arrayContaining([...links.keys(), '/etc/passwd', '/proc']))
    expect(hiding(args)).toEqual([])
    expect(hiding([...args, '--ro-bind', INSIDE.etc, dirname('/etc/passwd')])).toEqual(['/etc'])
  })
})
