/** Values of `--sandbox`. */
export const SANDBOX_CHOICES = ['auto', 'bubblewrap', 'process'] as const
export type SandboxChoice = (typeof SANDBOX_CHOICES)[number]

/** What `auto` means: never less. */
const AUTO = 'bubblewrap'

/** The name of the sandbox that was asked for. */
export function sandboxNameOf(choice: SandboxChoice): Exclude<SandboxChoice, 'auto'> {
  return choice === 'auto' ? AUTO : choice
}
