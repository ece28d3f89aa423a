export const honest = (x) => 2 * x + 1
