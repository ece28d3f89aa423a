import * as z from 'zod'
import type { Limits } from '#grading/model/session'
import type { Sandbox } from '../../sandbox/sandbox.ts'
import { launchTrusted } from './launch-trusted.ts'

const PROBE_MS = 60_000

/** What the interpreter of submissions finds of a package, inside the sandbox. */
export type PackageState =
  | { readonly state: 'works'; readonly version: string | undefined }
  | { readonly state: 'absent' }
  /** It is there and cannot be imported. */
  | { readonly state: 'broken'; readonly says: string }

/** A line for each package; what it prints is all that is read, and nothing of a submission is near. */
const PROBE = `
import importlib.util, json, sys
sys.path[:] = [folder for folder in sys.path if folder]
names = json.loads(sys.argv[1])
def version(name, pip):
    from importlib import metadata
    for known in (pip, name):
        try:
            return metadata.version(known)
        except Exception:
            pass
for name, pip in names:
    found = {'name': name, 'state': 'works'}
    try:
        if importlib.util.find_spec(name) is None:
            found['state'] = 'absent'
        else:
            __import__(name)
            found['version'] = version(name, pip)
    except BaseException as error:
        # What numpy and others raise instead is advice for all cases.
        while error.__cause__ or error.__context__:
            error = error.__cause__ or error.__context__
        found.update(state='broken', says=(type(error).__name__ + ': ' + ' '.join(str(error).split()))[:200])
    sys.__stdout__.write(json.dumps(found) + chr(10))
    sys.__stdout__.flush()
`

const Line = z.object({
  name: z.string(),
  state: z.enum(['works', 'absent', 'broken']),
  version: z.string().nullish(),
  says: z.string().optional(),
})

export interface ProbeOptions {
  readonly sandbox: Sandbox
  readonly limits: Limits
}

/**
 * Asks a Python of ours in the sandbox which packages it has. Each is imported: what is only there may lack a library.
 *
 * @throws Error if there is no Python, or the sandbox does not start.
 */
export async function probePackages(
  packages: readonly { readonly name: string; readonly pip: string }[],
  { sandbox, limits }: ProbeOptions,
): Promise<ReadonlyMap<string, PackageState>> {
  const asked = JSON.stringify(packages.map(({ name, pip }) => [name, pip]))
  const child = await sandbox.start(await launchTrusted(PROBE, [asked]), limits)
  const timer = setTimeout(child.kill, PROBE_MS)
  let printed = ''
  child.stdout
    .on('error', () => {})
    .on('data', (chunk: Buffer) => {
      printed += chunk.toString('utf8')
    })
  child.stderr.on('error', () => {}).resume()
  child.channel.on('error', () => {})
  child.channel.resume()
  const ended = new Promise((resolve) => child.stdout.once('close', resolve))
  const exit = await child.exited
  await ended
  clearTimeout(timer)
  child.kill()
  if (exit.neverStarted === true) throw new Error(`the sandbox ${sandbox.name} did not start`)
  const lines = printed.split('\n').flatMap((line) => Line.safeParse(parsed(line)).data ?? [])
  return new Map(
    packages.map(({ name }): [string, PackageState] => {
      const line = lines.find((one) => one.name === name)
      if (line === undefined) return [name, { state: 'broken', says: 'it ends the interpreter' }]
      if (line.state === 'works') return [name, { state: 'works', version: line.version ?? undefined }]
      return [name, line.state === 'absent' ? { state: 'absent' } : { state: 'broken', says: line.says ?? '' }]
    }),
  )
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
