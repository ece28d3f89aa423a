/** What a manifest may be called. */
export const MANIFEST_FILES: readonly string[] = ['submission.yaml', 'submission.yml']
/** Its longest. */
export const MANIFEST_BYTES = 64 * 1024
