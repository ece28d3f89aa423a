import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { delimiter, dirname, isAbsolute, join } from 'node:path'
import * as z from 'zod'

/** A Python that can run submissions. All paths are absolute. */
export interface Interpreter {
  /** The program itself, never a shim that needs its caller's environment. */
  readonly executable: string
  /** Such as `3.11.7`. */
  readonly version: string
  readonly matplotlib: boolean
  /** What it reads when it runs: standard library, packages, the settings of an environment. */
  readonly files: readonly string[]
  /** Where the packages of a user lie that submissions may use, as from `pip install --user`. */
  readonly userBase?: string
}

/** Finds the interpreter of this machine; injected by tests. */
export type FindPython = () => Promise<Interpreter | undefined>

export const PYTHON_MISSING =
  'Python 3.9 or newer was not found on this machine; install it (Debian: apt-get install python3) and grade again'

/** Environment variables by which a course chooses its Python, for this process and all that it starts. */
export const CHOICE = {
  /** The one interpreter that is used, in place of the first of the search path. */
  program: 'ASSAY_PYTHON',
  /** Set to 1: packages that were installed with `pip install --user` are found. */
  userPackages: 'ASSAY_PYTHON_USER_PACKAGES',
} as const

const OLDEST: readonly [number, number] = [3, 9]
const NAMES = process.platform === 'win32' ? ['python3.exe', 'python.exe'] : ['python3', 'python']
const PROBE_MS = 30_000

const PROBE = `
import importlib.util, json, site, sys
print(json.dumps({
    'executable': sys.executable, 'version': list(sys.version_info[:3]),
    'matplotlib': getattr(importlib.util.find_spec('matplotlib'), 'origin', None),
    'prefixes': [sys.prefix, sys.base_prefix], 'path': sys.path,
    'userBase': site.getuserbase() if site.ENABLE_USER_SITE else None}))
`

const Reply = z.object({
  executable: z.string().refine(isAbsolute),
  version: z.tuple([z.number(), z.number(), z.number()]),
  /** Its `__init__.py`; nothing where it is not installed. */
  matplotlib: z.string().nullable(),
  prefixes: z.array(z.string()),
  path: z.array(z.string()),
  userBase: z.string().nullish(),
})

const found = new Map<string, Promise<Interpreter | undefined>>()

/**
 * The interpreter that was chosen, or else the first `python3` or `python` of the search path, if it is 3.9 or newer. Looked for once per process.
 * @param searchPath - folders as in PATH, of which nothing was chosen.
 * @returns `undefined` when there is none.
 */
export function findPython(searchPath?: string): Promise<Interpreter | undefined> {
  const chosen = searchPath === undefined ? process.env[CHOICE.program] : undefined
  const folders = searchPath ?? process.env.PATH ?? ''
  const user = process.env[CHOICE.userPackages] === '1'
  const key = JSON.stringify([chosen, folders, user])
  const before = found.get(key)
  if (before !== undefined) return before
  const search = firstOf(chosen ? [chosen] : candidates(folders), user)
  found.set(key, search)
  return search
}

function candidates(searchPath: string): string[] {
  const folders = searchPath.split(delimiter).filter(isAbsolute)
  return folders.flatMap((folder) => NAMES.map((name) => join(folder, name))).filter((path) => existsSync(path))
}

async function firstOf(paths: readonly string[], user: boolean): Promise<Interpreter | undefined> {
  for (const path of paths) {
    const interpreter = await probe(path, user)
    if (interpreter !== undefined) return interpreter
  }
  return undefined
}

/** @param user - whether the packages of the user count, which `-I` keeps out. */
async function probe(path: string, user: boolean): Promise<Interpreter | undefined> {
  const printed = await run(path, PROBE, user ? ['-E'] : ['-I'])
  return printed === undefined ? undefined : read(printed)
}

/** The version of its numpy, or of another package, or `undefined` when that cannot be imported, which takes longer than all the rest. */
export async function versionOf(
  { executable, userBase }: Pick<Interpreter, 'executable' | 'userBase'>,
  name: 'numpy' | 'torch' = 'numpy',
): Promise<string | undefined> {
  return (await run(executable, `import ${name}; print(${name}.__version__)`, userBase === undefined ? ['-I'] : ['-E']))?.trim()
}

/** Runs trusted code in our own environment, which shims such as pyenv's need to find the real program. */
function run(path: string, code: string, flags: readonly string[] = ['-I']): Promise<string | undefined> {
  return new Promise((resolve) => {
    execFile(path, [...flags, '-B', '-c', code], { timeout: PROBE_MS, encoding: 'utf8' }, (error, stdout) => {
      resolve(error === null ? stdout : undefined)
    })
  })
}

function read(stdout: string): Interpreter | undefined {
  const reply = Reply.safeParse(parsed(stdout))
  if (!reply.success) return undefined
  const { executable, version, matplotlib, prefixes, path, userBase } = reply.data
  if (version[0] !== OLDEST[0] || version[1] < OLDEST[1]) return undefined
  const own = prefixes.flatMap(filesOfPrefix)
  const data = matplotlib === null ? [] : prefixes.flatMap((prefix) => dataOfMatplotlib(dirname(matplotlib), prefix))
  const files = [...new Set([executable, ...own, ...path, ...data])].filter((file) => isAbsolute(file) && existsSync(file))
  const user = typeof userBase === 'string' && isAbsolute(userBase) ? { userBase } : {}
  return { executable, version: version.join('.'), matplotlib: matplotlib !== null, files, ...user }
}

/**
 * Never the installation as a whole: an environment may have been made in a folder that holds other things. conda keeps libraries that
 * its packages open by name in `lib`.
 */
function filesOfPrefix(prefix: string): string[] {
  return [join(prefix, 'pyvenv.cfg'), ...(existsSync(join(prefix, 'conda-meta')) ? [join(prefix, 'lib')] : [])]
}

/** pip puts its settings, styles and fonts beside its code. Distributions put them where data belongs, and leave the fonts to the system. */
function dataOfMatplotlib(folder: string, prefix: string): string[] {
  return existsSync(join(folder, 'mpl-data')) ? [] : [join(prefix, 'share/matplotlib'), join(prefix, 'share/fonts'), '/etc/matplotlibrc']
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
