/**
 * The axis whose order does not matter, by exercise: classes, samples, images or coordinates. A function that is asked about them in another
 * order, and whose answer is put back, is as right as before.
 */
export const reordered: ReadonlyMap<string, string> = new Map([
  ['backpropagation/softmax', 'c'],
  ['cross-entropy/roles', 'n'],
  ['cross-entropy/optimum', 'n'],
  ['gradient-descent/step', 'd'],
  ['gradient-descent/mini-batch', 'd'],
  ['autoencoder/linear-is-pca', 'n'],
  ['autoencoder/embedding', 'N'],
  ['convolutional-autoencoder/denoising', 'N'],
])
