import type { StagedFolder } from '../adapters/adapter.ts'
import { type BundleAnswer, bundleAnswer } from './bundle-answer.ts'
import type { Task } from './task.ts'

/** A file of TypeScript or JavaScript and all it imports, as one. */
export function bundleTask(folder: StagedFolder, entry: string): Task<BundleAnswer> {
  return {
    what: entry,
    request: { op: 'bundle', entry, root: folder.path },
    bytes: Buffer.from(JSON.stringify(folder.files)),
    folder,
    accept: (json, bytes) => bundleAnswer(json, bytes, folder.files),
  }
}
