/** What marks the folder of a virtual environment, or of one of conda. */
export const ENVIRONMENT_MARKS: ReadonlySet<string> = new Set(['pyvenv.cfg', 'conda-meta'])

const PARTS =
  /^(?:pyvenv\.cfg|bin|Scripts|[Ii]nclude|share|etc|conda-meta|pkgs|lib64)(?:\/|$)|^lib\/(?:python[\d.]+|pkgconfig)(?:\/|$)|^Lib\/site-packages(?:\/|$)/

/**
 * Whether something in the folder of a Python environment belongs to it. The folder as a whole is not left out: an environment may have been
 * made where the work lies.
 *
 * @param path - relative to that folder, `/` between parts.
 */
export function belongsToEnvironment(path: string): boolean {
  return PARTS.test(path)
}
