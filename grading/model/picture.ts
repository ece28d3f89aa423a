/** A picture of a hand-in as a report may show it: decoded, made small and encoded again by us. */
export interface ShownPicture {
  /** Where it was found: `plots/embedding.png`, or a cell of a notebook. */
  readonly name: string
  /** `embedding` of plots/embedding.png; none for a picture in a notebook. */
  readonly plot?: string
  /** Of the small picture. */
  readonly width: number
  readonly height: number
  /** Base64 of PNG bytes of our own making; never the bytes that were handed in. */
  readonly png: string
}

/** A picture of a hand-in, decoded within limits. */
export interface Picture {
  readonly name: string
  readonly plot?: string
  /** As handed in. */
  readonly width: number
  readonly height: number
  /** The same on white, no more than 1200 pixels a side: red, green, blue, row-major. */
  readonly pixels: { readonly width: number; readonly height: number; readonly data: Uint8Array }
  readonly shown: ShownPicture
}
