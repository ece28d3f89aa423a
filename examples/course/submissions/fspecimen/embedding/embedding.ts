import { decode, encode } from './digits.ts'

export const ae_encode = (images: number[][][]): number[][][] => encode(images).map((code) => [code.slice(0, 5), code.slice(5)])

export function ae_decode(codes: number[][][]): number[][][][] {
  return decode(codes.map((code) => code.flat())).map((image) =>
    Array.from({ length: 28 }, (_, r) => image.slice(28 * r, 28 * r + 28).map((p) => [Math.min(1, Math.max(0, p))])),
  )
}
