const MIB = 1024 * 1024

export interface ZipLimits {
  /** Size of the archive itself. */
  readonly archiveBytes: number
  /** One unpacked file, and all of them. */
  readonly entryBytes: number
  readonly totalBytes: number
  /** Files and folders that are unpacked. */
  readonly entries: number
  /** All that the archive lists, including what is skipped. */
  readonly listed: number
  /** Most bytes that one packed byte may become, looked at from `ratioFrom` unpacked bytes on. */
  readonly ratio: number
  readonly ratioFrom: number
}

export const ZIP_LIMITS: ZipLimits = {
  // More than is unpacked: data that is left out may be packed with the work.
  archiveBytes: 256 * MIB,
  entryBytes: 32 * MIB,
  totalBytes: 128 * MIB,
  entries: 2000,
  // A forgotten node_modules is skipped as in a folder, and pictures by the thousand are left out, but reading their names must stay cheap.
  listed: 100_000,
  ratio: 200,
  ratioFrom: MIB,
}

/** An archive of a whole class comes from the instructor; every hand-in in it is held to {@link ZIP_LIMITS} by itself. */
export const CLASS_ZIP_LIMITS: Pick<ZipLimits, 'archiveBytes' | 'listed'> = { archiveBytes: 4096 * MIB, listed: 250_000 }
