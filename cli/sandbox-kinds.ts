/** Values of `--sandbox`. */
export const SANDBOX_CHOICES = ['auto', 'bubblewrap', 'process'] as const
export type SandboxChoice = (typeof SANDBOX_CHOICES)[number]
