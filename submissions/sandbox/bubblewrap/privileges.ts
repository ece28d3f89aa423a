import { chmodSync, chownSync, lstatSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** Who bwrap runs as when Assay was started as root: nobody else, so that neither its processes nor its files are anybody's. */
export interface Unprivileged {
  /** User and group. */
  readonly id: number
}

/** A range that distributions leave alone; one number per grading process keeps two runs apart. */
const FIRST_ID = 64_100
const IDS = 800

/** @returns `undefined` for an ordinary user, who needs nobody else. */
export function unprivileged(uid: number | undefined = process.getuid?.()): Unprivileged | undefined {
  if (uid !== 0) return undefined
  const taken = takenIds()
  for (let i = 0; i < IDS; i++) {
    const id = FIRST_ID + ((process.pid + i) % IDS)
    if (!taken.has(id)) return { id }
  }
  return { id: 65_534 }
}

function takenIds(): ReadonlySet<number> {
  const taken = new Set<number>()
  for (const file of ['/etc/passwd', '/etc/group']) {
    try {
      for (const line of readFileSync(file, 'utf8').split('\n')) taken.add(Number(line.split(':')[2]))
    } catch {
      // Without the file nobody has a name.
    }
  }
  return taken
}

/** Becomes the other user, gives up every capability, and goes on with what follows. */
export function dropTo({ id }: Unprivileged, setpriv: string): string[] {
  return [setpriv, `--reuid=${id}`, `--regid=${id}`, '--clear-groups', '--bounding-set=-all', '--inh-caps=-all', '--']
}

/** Lets the other user's group read a staged folder or file of ours; we stay its only owner. */
export function shareWith({ id }: Unprivileged, path: string): void {
  const status = lstatSync(path)
  if (status.isSymbolicLink()) return
  if (status.gid !== id) chownSync(path, 0, id)
  if (!status.isDirectory()) {
    chmodSync(path, (status.mode & 0o7700) | 0o040)
    return
  }
  chmodSync(path, 0o750)
  for (const name of readdirSync(path)) shareWith({ id }, join(path, name))
}

/** Lets the group pass through a private folder without listing it. */
export function openPassage({ id }: Unprivileged, folder: string): void {
  chownSync(folder, 0, id)
  chmodSync(folder, 0o710)
}

/** Whether the other user can get to a path and open it. */
export function isReachable({ id }: Unprivileged, path: string): boolean {
  const allows = (file: string, bits: number): boolean => {
    const { mode, uid, gid } = statSync(file)
    const shift = uid === id ? 6 : gid === id ? 3 : 0
    return ((mode >> shift) & bits) === bits
  }
  try {
    if (!allows(path, statSync(path).isDirectory() ? 5 : 4)) return false
    for (let folder = dirname(path); ; folder = dirname(folder)) {
      if (!allows(folder, 1)) return false
      if (folder === dirname(folder)) return true
    }
  } catch {
    return false
  }
}
