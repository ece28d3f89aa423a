import { Console } from 'node:console'
import { url as debuggerUrl } from 'node:inspector'
import { Writable } from 'node:stream'
import { visible } from '#reports/text/visible'

/** A check that prints without end costs no disk. */
const MOST_BYTES = 1024 * 1024
const LONGEST_LINE = 2000

/**
 * Sends what checks print to the console to standard error, each line with what was at work.
 *
 * @param at - what is at work now.
 */
export function labelConsole(at: () => string): void {
  // A debugger shows what is printed, with the place.
  if (debuggerUrl() !== undefined) return
  let left = MOST_BYTES
  const lines = new Writable({
    decodeStrings: false,
    write(text: string, _encoding, done) {
      for (const line of text.replace(/\n$/, '').split('\n')) {
        if (left <= 0) break
        const whole = `${at()}: ${visible(line.slice(0, LONGEST_LINE))}\n`
        left -= Buffer.byteLength(whole)
        process.stderr.write(left > 0 ? whole : `${at()}: this process prints too much; the rest is left out\n`)
      }
      done()
    },
  })
  globalThis.console = new Console({ stdout: lines, stderr: lines })
}
