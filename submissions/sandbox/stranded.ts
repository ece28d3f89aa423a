import { readdir, readFile } from 'node:fs/promises'
import { basename } from 'node:path'

/**
 * Ends sandboxes that were being started for these folders when their grader was killed. bwrap asks to die with its parent just before it lets
 * its child go on (bubblewrap issue 633): killed in between, the child has loaded nothing and waits for ever.
 *
 * @param folders - of graders that are no more.
 */
export async function endStranded(folders: readonly string[]): Promise<void> {
  if (folders.length === 0) return
  for (const entry of await readdir('/proc').catch(() => [])) {
    const pid = Number(entry)
    if (Number.isNaN(pid)) continue
    const [program = '', ...words] = (await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')).split('\0')
    if (basename(program) !== 'bwrap' || !words.some((word) => folders.some((folder) => word.startsWith(`${folder}/`)))) continue
    try {
      process.kill(pid, 'SIGKILL')
    } catch {
      // It ended meanwhile, or is another user's.
    }
  }
}
