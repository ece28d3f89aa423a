/** A file of a sheet that cannot be loaded. The message begins with the file, as seen from the folder above the sheet, and the line. */
export class SourceError extends Error {
  override name = 'SourceError'
}
