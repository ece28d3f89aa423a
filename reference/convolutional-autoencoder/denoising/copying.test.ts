import type { Outcome } from 'assay'
import { describe, expect, it } from 'vitest'
import { judge } from '../../../checks/testing/answering.ts'
import { findingText } from '../../../grading/messages/finding-text.ts'
import { inProcess } from '../../../submissions/index.ts'
import { skipDenoises } from './denoisers.ts'
import { lossTable, lossTarget } from './losses.ts'

const SAMPLE = new URL(
  '../../../fixtures/submissions/convolutional-autoencoder/denoising/wrong-answer/copies-the-noise.ts',
  import.meta.url,
)

const copying = inProcess((await import(SAMPLE.pathname)) as Record<string, unknown>)
const textsOf = (outcome: Outcome): readonly string[] => outcome.findings.map((finding) => findingText(finding).text)

describe('a network with skips that was trained to the noisy images', () => {
  it('earns nothing for its images and is told that it copies', async () => {
    const outcome = await judge(skipDenoises, copying)
    expect(outcome).toMatchObject({ verdict: 'wrong-answer', fraction: 0 })
    expect(outcome.findings[0]?.hint).toBe(
      'What loss would a network get that returns its input, and which tensor is the second argument of your loss?',
    )
    expect(textsOf(outcome)).toMatchInlineSnapshot(`
      [
        "the answer of cae_skip_denoise: this equals its noisy input again, passed on rather than cleaned: noise gain 0.996 (0: nothing of the noise is left, 1: all of it); its error to the clean image is 0.0894, that of not denoising at all 0.0901. The network copies the noise, so this earns nothing, however small its loss became.",
        "On 2000 images with noise added by the grader the error to the clean image is 0.0894 per pixel and the noise gain 0.996. For comparison, by the same measure: not denoising at all 0.0901 (gain 1), the best linear filter 0.0122, the mean image 0.064, black 0.103.",
      ]
    `)
  }, 300_000)

  it('has its tiny loss read as a sum over an image', async () => {
    const outcome = await judge(lossTable, copying)
    expect(outcome).toMatchObject({ verdict: 'accepted', fraction: 1 })
    expect(textsOf(outcome)).toEqual(['cae_skip: no reduction is given; the last test loss is the sum over the 784 pixels of an image.'])
  }, 300_000)

  it('has that loss exposed as an error to the noisy images, and as proof of copying', async () => {
    const outcome = await judge(lossTarget, copying)
    expect(outcome).toMatchObject({ verdict: 'partial', fraction: 0.625 })
    expect(textsOf(outcome)).toMatchInlineSnapshot(`
      [
        "the test loss of cae_skip: this equals the error to the noisy images: 0.0013 is 1.7e-6 per pixel, while the error to the clean images is 0.0894. A loss to the noisy image below half of the noise, 0.045 per pixel, is proof that noise is copied, whatever the images look like: the noise gain is 0.996.",
      ]
    `)
  }, 300_000)
})
