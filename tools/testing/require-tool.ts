import { spawnSync } from 'node:child_process'

interface Tool {
  /** Exits 0 when the tool is there. */
  readonly probe: readonly [command: string, ...args: string[]]
  readonly install: string
  /** Too large to ask for everywhere: a second opinion, whose absence is printed also where everything is required. */
  readonly extra?: true
}

const TOOLS = {
  python3: { probe: ['python3', '--version'], install: 'apt-get install python3' },
  numpy: { probe: ['python3', '-c', 'import numpy'], install: 'apt-get install python3-numpy' },
  torch: { probe: ['python3', '-c', 'import torch'], install: 'python3 -m pip install torch', extra: true },
  bwrap: { probe: ['bwrap', '--unshare-all', '--ro-bind', '/', '/', '/bin/true'], install: 'apt-get install bubblewrap' },
  setpriv: { probe: ['setpriv', '--bounding-set=-dac_override', 'true'], install: 'apt-get install util-linux' },
  'redis-server': { probe: ['redis-server', '--version'], install: 'apt-get install redis-server' },
  chromium: { probe: ['chromium', '--version'], install: 'apt-get install chromium', extra: true },
} satisfies Record<string, Tool>

export type ToolName = keyof typeof TOOLS

/** Injected by the tests of this file only. */
export interface Surroundings {
  readonly require: string | undefined
  present(probe: Tool['probe']): boolean
  print(line: string): void
}

const HERE: Surroundings = {
  require: process.env.ASSAY_REQUIRE,
  present: ([command, ...args]) => spawnSync(command, args, { stdio: 'ignore', timeout: 30_000 }).status === 0,
  print: (line) => process.stderr.write(`${line}\n`),
}

/**
 * Whether a tool that tests need is absent: `describe.skipIf(lacks('numpy', 'Python submissions'))`.
 * A skip prints one line that says what is not tested and how to get the tool.
 *
 * @param purpose - what the tests look at, for the message.
 * @throws Error if the tool is absent and ASSAY_REQUIRE is `all`, as in CI: there a skip would pass by looking at nothing. Extra
 *   tools are only printed.
 */
export function lacks(name: ToolName, purpose: string, surroundings: Surroundings = HERE): boolean {
  const tool: Tool = TOOLS[name]
  if (surroundings.present(tool.probe)) return false
  const message = `${name} not found, so ${purpose} cannot be tested; get it with: ${tool.install}`
  if (surroundings.require === 'all' && tool.extra !== true) throw new Error(`${message} (ASSAY_REQUIRE=all)`)
  surroundings.print(`skipped: ${message}`)
  return true
}

/**
 * Whether tests are left out because of what this machine is, which no tool changes: `describe.skipIf(leftOut(notLinux, '…'))`.
 *
 * @param reason - a sentence, printed in one line where they are.
 */
export function leftOut(when: boolean, reason: string, { print }: Pick<Surroundings, 'print'> = HERE): boolean {
  if (when) print(`skipped: ${reason}`)
  return when
}

/** What a short run leaves out is said with these words. */
export const SHORT_RUN = 'left out of a short run; get it with: ASSAY_REQUIRE=all npm run check'

/** Whether tests that take minutes may look at a part: everywhere but where everything is required, as in CI. */
export function isShortRun(require: string | undefined = process.env.ASSAY_REQUIRE): boolean {
  return require !== 'all'
}
