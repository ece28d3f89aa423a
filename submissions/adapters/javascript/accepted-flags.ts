import { execFile } from 'node:child_process'

const PROBE_MS = 30_000
const NAMED = /bad option: (\S+)/g

const found = new Map<string, Promise<readonly string[]>>()

/**
 * Those of the flags that this Node starts with: V8 drops and renames its own from version to version, and a flag that it does not know
 * ends the process with exit code 9. Found out once per grading process with an empty start (10 ms); a second one where a flag is refused.
 *
 * @param node - absolute path of the program.
 * @returns in the order given. None if it does not start at all: then whoever starts it hears why.
 */
export function acceptedFlags(node: string, flags: readonly string[]): Promise<readonly string[]> {
  const key = [node, ...flags].join('\0')
  const before = found.get(key)
  if (before !== undefined) return before
  const accepted = tried(node, flags)
  found.set(key, accepted)
  return accepted
}

async function tried(node: string, flags: readonly string[]): Promise<readonly string[]> {
  if (flags.length === 0) return flags
  const complaint = await complaintAbout(node, flags)
  if (complaint === undefined) return flags
  const refused = new Set([...complaint.matchAll(NAMED)].map(([, flag]) => flag))
  const others = flags.filter((flag) => !refused.has(flag))
  if (others.length < flags.length) return tried(node, others)
  // It does not say which one it is.
  const [first = '', ...rest] = flags
  const alone = (await complaintAbout(node, [first])) === undefined ? [first] : []
  return [...alone, ...(await tried(node, rest))]
}

/** What it prints when it does not start with these flags. In our own environment, as a sandbox would not let us read it. */
function complaintAbout(node: string, flags: readonly string[]): Promise<string | undefined> {
  return new Promise((resolve) => {
    execFile(node, [...flags, '--version'], { timeout: PROBE_MS, env: {}, encoding: 'utf8' }, (error, _stdout, stderr) => {
      resolve(error === null ? undefined : stderr)
    })
  })
}
