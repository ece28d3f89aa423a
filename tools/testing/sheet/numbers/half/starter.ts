export function half(x: number): number {
  throw new Error('not implemented')
}
