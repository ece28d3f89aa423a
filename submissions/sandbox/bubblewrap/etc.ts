import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** Inside, everybody is one user, the same on every machine. */
const FILES = {
  passwd: 'student:x:65534:65534:student:/tmp:/usr/sbin/nologin\n',
  group: 'student:x:65534:\n',
  hosts: '127.0.0.1 localhost\n::1 localhost\n',
  'nsswitch.conf': 'passwd: files\ngroup: files\nhosts: files\n',
} as const

/** Their names. */
export const ETC_FILES = Object.keys(FILES)

/** Makes a folder with what programs find in `/etc`: a user with a name, and this machine by its usual name. */
export function makeEtc(folder: string): string {
  const etc = join(folder, 'etc')
  mkdirSync(etc)
  for (const [name, content] of Object.entries(FILES)) writeFileSync(join(etc, name), content)
  return etc
}
