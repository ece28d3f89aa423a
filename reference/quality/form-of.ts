import type { OtherForm } from 'assay/checks'
import { type Asker, error, meanSquaredError, once } from 'assay/checks'
import { PIXELS } from './image-batch.ts'
import { askTurned, madeFor } from './made-for.ts'
import { CLEARLY_LESS, writtenOtherwise } from './written-otherwise.ts'

/** A network that makes pictures of images, by one function or by two. */
export interface PictureNetwork {
  /** What its pictures are, in sentences. */
  readonly label: string
  /** Completes "with such images it …". */
  readonly does: string
  /** The function that is given images, and the one that answers with pictures. */
  readonly into: string
  readonly out: string
  /** Mean squared error per pixel that earns nothing: from there on other forms of what goes in are tried. */
  readonly poor: number
}

interface Trip {
  /** What was given to the network, what it should show, and what it does. */
  readonly given: Float32Array
  readonly target: Float32Array
  readonly pictures: ArrayLike<number>
  /** What the network makes of a few other images; `name` is theirs for the whole class. */
  readonly again: (name: string, images: () => Float32Array) => Promise<ArrayLike<number>>
}

/** A few: each form is tried on them, by networks that may be slow. */
const TRIED = 200

/** The other form of images in which a network would be right: that of what comes out, or of what should go in. */
export function formOfNetwork(
  ask: Asker,
  network: PictureNetwork,
  { given, target, pictures, again }: Trip,
): Promise<OtherForm | undefined> {
  const { label, does, into, out, poor } = network
  return once(pictures, 'form', async () => {
    const written = writtenOtherwise(label, pictures, target)
    if (written !== undefined) return { finding: written.finding, ask: askTurned(ask, { out }, { id: 'written', undo: written.undo }) }
    const missed = meanSquaredError(pictures, target)
    if (missed < poor) return undefined
    const made = await madeFor(given.subarray(0, TRIED * PIXELS), target.subarray(0, TRIED * PIXELS), again)
    if (made === undefined || made.error > CLEARLY_LESS * missed) return undefined
    const says = `the output of a network that is made for ${made.says}: with such images it ${does}`
    const finding = error({ code: 'known-mistake', label, mistake: made.id, says }, made.hint)
    return { finding, ask: askTurned(ask, { into, out }, made) }
  })
}
