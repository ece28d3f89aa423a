import { existsSync, mkdirSync } from 'node:fs'
import { dirname } from 'node:path'

/** `mkdir -p`. Node's own never comes back where a folder exists but nothing can be made in it (`/proc`, Node 20). */
export function makeFolder(folder: string): void {
  if (existsSync(folder)) return
  makeFolder(dirname(folder))
  mkdirSync(folder)
}
