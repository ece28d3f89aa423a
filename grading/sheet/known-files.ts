/**
 * A file of a sheet that a build knows by its name. A build puts in the place of this module one that knows those of the installation, see
 * tools/bundle-programs.ts.
 *
 * @param _file - absolute.
 */
export function knownFile(_file: string): Promise<Readonly<Record<string, unknown>>> | undefined {
  return undefined
}
