/** Wrong usage or configuration. The message is one sentence for the person at the keyboard; no stack is shown. */
export class UsageError extends Error {
  override name = 'UsageError'
}
