/**
 * Mean squared error per pixel of the first 2000 MNIST test images (pixels 0 to 1) projected on the first k principal components of the
 * 60000 training images, k = 1 to 128. With k numbers per image no linear autoencoder does better on the training set.
 *
 * Computed in float64 from the eigenvectors of the covariance of the training images.
 *
 * @see squared-error.test.ts, which holds eight of them against independent figures.
 */
const ERRORS: readonly number[] = [
  0.05818339, 0.053786003, 0.050033822, 0.046831384, 0.043749293, 0.04109304, 0.038964471, 0.037273924, 0.035516386, 0.0340779, 0.032687076,
  0.031324906, 0.030306085, 0.029231425, 0.028241919, 0.027252755, 0.026408919, 0.025581268, 0.024825682, 0.024071177, 0.023339557,
  0.022654735, 0.021998493, 0.021385207, 0.020804928, 0.020249497, 0.019688977, 0.019158242, 0.018643051, 0.018183822, 0.017756055,
  0.017338724, 0.01690758, 0.016512522, 0.016113105, 0.015748063, 0.015407761, 0.015074474, 0.01476312, 0.014457086, 0.014163681,
  0.013861033, 0.013569389, 0.013319796, 0.013055106, 0.012763849, 0.012522979, 0.012287159, 0.012052037, 0.01182852, 0.011619979,
  0.01140427, 0.011200788, 0.011007017, 0.010815651, 0.010636568, 0.010443328, 0.010273113, 0.010100786, 0.0099278379, 0.0097572971,
  0.0095928351, 0.0094443162, 0.009279425, 0.0091287897, 0.0089891986, 0.008847008, 0.0087116736, 0.0085809876, 0.0084526217, 0.0083239821,
  0.0082046943, 0.0080839682, 0.0079592417, 0.0078420906, 0.0077343087, 0.0076149483, 0.0075107628, 0.0074063378, 0.0073053469,
  0.0072158983, 0.0071209006, 0.0070225476, 0.0069344859, 0.0068443641, 0.0067544689, 0.0066690227, 0.0065837475, 0.0065017273,
  0.0064205134, 0.0063407981, 0.006265601, 0.0061893547, 0.0061155063, 0.0060379304, 0.0059576038, 0.0058889246, 0.005815168, 0.0057455143,
  0.0056746108, 0.005604198, 0.0055423187, 0.0054768575, 0.0054157509, 0.0053560555, 0.0052960468, 0.0052420958, 0.0051848434, 0.0051235408,
  0.0050664435, 0.0050143698, 0.0049654234, 0.0049135503, 0.0048617043, 0.0048119108, 0.0047585387, 0.0047119282, 0.0046572623,
  0.0046070634, 0.0045602695, 0.00451277, 0.0044665641, 0.0044196844, 0.0043739296, 0.0043298238, 0.0042859709, 0.0042408106, 0.0041963687,
]

/** The same for k = 0: every image replaced by the mean training image. */
export const MEAN_IMAGE_ERROR = 0.0640015909

/** The same for wider codes: [k, error]. */
const WIDE: readonly (readonly [number, number])[] = [
  [128, 4.1963687e-3],
  [160, 3.0779872e-3],
  [192, 2.3215421e-3],
  [256, 1.3196371e-3],
  [320, 7.1102645e-4],
  [392, 2.8780658e-4],
  [448, 1.1777533e-4],
  [512, 3.563135e-5],
  [600, 3.6976218e-6],
]

/** Below this share of the error of PCA a code of so many numbers is reviewed by the instructor: networks measured have .55 and more of it. */
const FEW = { numbers: 10, share: 0.35 }
const MANY_SHARE = 0.2

/**
 * The least error that trained networks with k numbers in their code are expected to reach on the 2000 test images.
 *
 * @param k - at least 1.
 * @returns 0 from 600 numbers on, with which little of an image is left to leave out.
 */
export function leastPlausibleError(k: number): number {
  if (k <= FEW.numbers) return FEW.share * pcaError(k)
  if (k <= ERRORS.length) return MANY_SHARE * pcaError(k)
  // The next wider code of the table: a bound that is on the safe side between its rows.
  return MANY_SHARE * (WIDE.find(([width]) => width >= k)?.[1] ?? 0)
}

/** @param k - numbers in a code, ≥ 1; a code of more than 128 is taken for one of 128. */
export function pcaError(k: number): number {
  const error = ERRORS[Math.min(k, ERRORS.length) - 1]
  if (error === undefined) throw new RangeError(`a code of ${k} components: expected an integer >= 1`)
  return error
}
