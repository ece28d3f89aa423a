/** Another way to write the pixels of an image than from 0 (background) to 1 (ink). */
export interface PixelForm {
  readonly id: string
  /** Completes "a network that is made for …". */
  readonly says: string
  readonly hint: string
  /** Of a pixel from 0 to 1. */
  readonly form: (pixel: number) => number
  /** To a pixel from 0 to 1. */
  readonly back: (written: number) => number
}

/** Mean and deviation of MNIST's pixels, with which tutorials standardise them. */
export const STANDARD = { mean: 0.1307, deviation: 0.3081 }

export const BYTES: PixelForm = {
  id: 'pixels-0-255',
  says: 'pixels from 0 to 255',
  hint: 'Which range do the input pixels have, and which range was used in training?',
  form: (pixel) => 255 * pixel,
  back: (written) => written / 255,
}

export const STANDARDISED: PixelForm = {
  id: 'pixels-standardised',
  says: `standardised pixels, (x − ${STANDARD.mean})/${STANDARD.deviation}`,
  hint: 'Which preprocessing did your training do that your function leaves out?',
  form: (pixel) => (pixel - STANDARD.mean) / STANDARD.deviation,
  back: (written) => written * STANDARD.deviation + STANDARD.mean,
}

export const INVERTED: PixelForm = {
  id: 'pixels-inverted',
  says: 'inverted images: dark digits on a bright background',
  hint: 'Is the background 0 or 1?',
  form: (pixel) => 1 - pixel,
  back: (written) => 1 - written,
}
