import { open } from 'node:fs/promises'

/** The beginning of a file: at most one byte more than `most`, which is enough to see that there are more. */
export async function firstBytes(path: string, most: number): Promise<Buffer> {
  const file = await open(path)
  try {
    const { size } = await file.stat()
    const buffer = Buffer.alloc(Math.min(size, most + 1))
    let length = 0
    // One read may bring less than there is.
    while (length < buffer.length) {
      const { bytesRead } = await file.read(buffer, length, buffer.length - length, length)
      if (bytesRead === 0) break
      length += bytesRead
    }
    return buffer.subarray(0, length)
  } finally {
    await file.close()
  }
}
