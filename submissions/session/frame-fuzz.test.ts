import { describe, expect, it } from 'vitest'
import { decodeEntries, decodeLoadError } from './answer.ts'
import { parseControl, WireError } from './control-json.ts'
import { type Frame, frameReader, LOAD_ERROR, MAX_BIN_BYTES, MAX_JSON_BYTES, READY, RESULT } from './frame.ts'
import { decodeClaims } from './link.ts'
import { dice, HONEST, mutated } from './testing/mutate-frame.ts'

/** ASSAY_FRAMES sets another number, for a thorough run; the first ones are the same. */
const FRAMES = Number(process.env.ASSAY_FRAMES ?? 20_000)
const SEED = 20_261
const MOST_MS = 50
const CONTEXT = { entry: 'f', available: ['f'], files: new Set(['a.ts']) }

type Seen = 'refused header' | 'refused content' | 'read' | 'incomplete'

/** Does what a link does with the bytes of a child. Throws only what is a defect of ours. */
function receive(bytes: Uint8Array, cut: number): Seen {
  let seen: Seen = 'incomplete'
  const accept = (frame: Frame): void => {
    if (seen === 'refused content') return
    try {
      decode(frame)
      seen = 'read'
    } catch (error) {
      if (!(error instanceof WireError)) throw error
      seen = 'refused content'
    }
  }
  const feed = frameReader(accept, () => {
    seen = 'refused header'
  })
  feed(bytes.subarray(0, cut))
  feed(bytes.subarray(cut))
  return seen
}

function decode(frame: Frame): void {
  switch (frame.type) {
    case RESULT:
      for (const claim of decodeClaims(frame, 10_000, CONTEXT))
        if (!claim.ok && claim.fault.kind === 'infrastructure') throw new Error('ours')
      return
    case LOAD_ERROR:
      decodeLoadError(parseControl(frame.json), CONTEXT.files)
      return
    case READY:
      decodeEntries(parseControl(frame.json))
      return
    default:
      throw new WireError('answered before it was asked')
  }
}

function measured<T>(work: () => T): { readonly result: T; readonly ms: number; readonly bytes: number } {
  const memory = process.memoryUsage().arrayBuffers
  const before = process.cpuUsage()
  const result = work()
  const { user, system } = process.cpuUsage(before)
  return { result, ms: (user + system) / 1000, bytes: process.memoryUsage().arrayBuffers - memory }
}

describe('frames with faults in them', () => {
  it('never make it throw, take more memory than the caps, or take long', { timeout: 300_000 }, () => {
    for (const frame of HONEST) expect(receive(frame, 40)).toBe('read')
    const roll = dice(SEED)
    const counts = new Map<Seen, number>()
    let slowest = 0
    let largest = 0
    for (let i = 0; i < FRAMES; i++) {
      const bytes = mutated(roll)
      const cut = roll(bytes.length + 1)
      let { result, ms, bytes: grown } = measured(() => receive(bytes, cut))
      // The collector works on our account: a frame that is slow by itself is slow again.
      for (let again = 0; ms > MOST_MS && again < 3; again++) ms = Math.min(ms, measured(() => receive(bytes, cut)).ms)
      if (ms > MOST_MS) throw new Error(`frame ${i} of seed ${SEED} takes ${ms} ms: ${bytes.toString('base64').slice(0, 400)}`)
      counts.set(result, (counts.get(result) ?? 0) + 1)
      slowest = Math.max(slowest, ms)
      largest = Math.max(largest, grown)
    }
    // The body, once more as numbers, and what decoding text takes.
    expect(largest).toBeLessThanOrEqual(2 * (MAX_BIN_BYTES + MAX_JSON_BYTES) + 1024 * 1024)
    expect([...counts.values()].reduce((sum, count) => sum + count, 0)).toBe(FRAMES)
    // Each kind of end is met often, or the faults do not reach what they are for.
    for (const kind of ['refused header', 'refused content', 'read', 'incomplete'] as const)
      expect(counts.get(kind), kind).toBeGreaterThan(FRAMES / 50)
    console.info(
      `frames: ${[...counts].map(([kind, count]) => `${count} ${kind}`).join(', ')}; slowest ${slowest.toFixed(1)} ms, largest ${Math.ceil(largest / 2 ** 20)} MiB`,
    )
  })
})
