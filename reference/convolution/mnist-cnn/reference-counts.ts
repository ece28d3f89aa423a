/** The confusion matrix of the reference on the first 2000 test images: asking it takes too long for a picture. solution.test.ts asks it. */
export const REFERENCE_COUNTS: readonly (readonly number[])[] = [
  [175, 0, 0, 0, 0, 0, 0, 0, 0, 0],
  [0, 234, 0, 0, 0, 0, 0, 0, 0, 0],
  [0, 0, 217, 0, 0, 0, 0, 2, 0, 0],
  [0, 0, 0, 203, 0, 2, 0, 1, 1, 0],
  [0, 0, 0, 0, 215, 0, 1, 0, 0, 1],
  [0, 0, 0, 1, 0, 177, 0, 1, 0, 0],
  [1, 0, 0, 0, 0, 2, 175, 0, 0, 0],
  [0, 0, 3, 0, 1, 0, 0, 199, 0, 2],
  [1, 0, 2, 1, 0, 0, 0, 1, 186, 1],
  [0, 0, 0, 0, 2, 2, 0, 0, 0, 190],
]
