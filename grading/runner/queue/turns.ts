/** Who may begin: many together, or one alone. */
export interface Turns {
  /** Resolves when it may begin; `false` if it must not, because another is alone or is about to be. */
  enter(alone: boolean): Promise<boolean>
  /** Of one that had begun. */
  leave(): void
}

/**
 * Keeps what may bring a worker down away from what may not suffer for it.
 *
 * @param onAlone - told when one begins to wait until it is alone, and when it has left.
 */
export function createTurns(onAlone: (isAlone: boolean) => void): Turns {
  let active = 0
  let alone = false
  let empty: (() => void) | undefined
  return {
    async enter(wantsAlone) {
      if (alone) return false
      if (wantsAlone) {
        alone = true
        onAlone(true)
        if (active > 0) await new Promise<void>((resolve) => (empty = resolve))
      }
      active++
      return true
    },
    leave() {
      active--
      if (active > 0) return
      if (empty !== undefined) {
        empty()
        empty = undefined
      } else if (alone) {
        alone = false
        onAlone(false)
      }
    },
  }
}
