const groups = new Set<number>()
let watching = false

/** A child that loops would outlive us: its group is its own, so that no signal from the terminal reaches it. Ended with us at the latest. */
export function trackGroup(pid: number): void {
  groups.add(pid)
  if (watching) return
  watching = true
  process.on('exit', () => {
    for (const group of groups) endGroup(group)
  })
}

/** Once only: afterwards the number may belong to somebody else. */
export function endGroup(pid: number | undefined): void {
  if (pid === undefined || !groups.delete(pid)) return
  try {
    process.kill(-pid, 'SIGKILL')
  } catch {
    // The group is empty already.
  }
}
