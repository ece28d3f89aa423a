import { createReadStream } from 'node:fs'

const NEWLINE = 0x0a

/**
 * The lines of a file, split as `text.split('\n')` splits: what comes after the last newline is the last of them. Read in pieces, since a
 * large class makes a file longer than the longest text.
 *
 * @throws the system's error if it cannot be read.
 */
export async function readLines(path: string): Promise<readonly string[]> {
  const lines: string[] = []
  let rest: Buffer[] = []
  for await (const chunk of createReadStream(path) as AsyncIterable<Buffer>) {
    let from = 0
    for (let end = chunk.indexOf(NEWLINE); end >= 0; end = chunk.indexOf(NEWLINE, from)) {
      lines.push(Buffer.concat([...rest, chunk.subarray(from, end)]).toString('utf8'))
      rest = []
      from = end + 1
    }
    rest.push(chunk.subarray(from))
  }
  lines.push(Buffer.concat(rest).toString('utf8'))
  return lines
}
