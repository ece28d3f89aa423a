/** What `assay init` writes in. */
export const HAND_IN_LANGUAGES = ['ts', 'python', 'notebook', 'pytorch'] as const
export type HandInLanguage = (typeof HAND_IN_LANGUAGES)[number]
