import picocolors from 'picocolors'
import type { Tone } from '../text/status.ts'

/** Colours for a terminal; without colour every function returns its text. */
export interface Paint {
  readonly tone: (tone: Tone, text: string) => string
  readonly bold: (text: string) => string
  readonly faint: (text: string) => string
}

export function paint(colour: boolean): Paint {
  const colours = picocolors.createColors(colour)
  const tones: { readonly [T in Tone]: (text: string) => string } = {
    full: colours.green,
    partial: colours.yellow,
    zero: colours.red,
    open: colours.dim,
    waits: colours.magenta,
  }
  return { tone: (tone, text) => tones[tone](text), bold: colours.bold, faint: colours.dim }
}
