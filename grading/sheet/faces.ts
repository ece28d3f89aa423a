import { dirname, posix } from 'node:path'

/** What a sheet imports of the harness, and the file that it is, relative to the root and without its ending. */
export const FACES: Readonly<Record<string, string>> = {
  assay: 'grading/public',
  'assay/checks': 'checks/index',
  'assay/math': 'grading/math/index',
  'assay/networks': 'grading/networks/index',
  'assay/testing': 'prove/laws/index',
  'assay/vitest': 'kit/vitest/describe-submission',
}

/** Of an import of one of them in a text, what is between the quotes. */
const SPECIFIER = /(?<=\bfrom ')assay(?:\/[a-z]+)?(?=')/g

/** The public names that a file imports, each once. */
export function facesIn(text: string): readonly string[] {
  return [...new Set(text.match(SPECIFIER))].filter((name) => name in FACES)
}

/**
 * The text of a file with its imports of the harness as relative ones: for files that are put where the harness is no package.
 *
 * @param path - of the file, relative to the folder that stands for the root, `/` between parts.
 */
export function withRelativeFaces(path: string, text: string): string {
  return text.replace(SPECIFIER, (name) => {
    const face = FACES[name]
    if (face === undefined) return name
    const relative = posix.relative(dirname(path), `${face}.ts`)
    return relative.startsWith('.') ? relative : `./${relative}`
  })
}
