/** The number that 16 bits of a half float (IEEE 754 binary16) stand for; infinities and NaN included. */
export function fromHalf(bits: number): number {
  const exponent = (bits >> 10) & 31
  const fraction = bits & 1023
  const size =
    exponent === 0
      ? fraction * 2 ** -24
      : exponent === 31
        ? fraction === 0
          ? Number.POSITIVE_INFINITY
          : Number.NaN
        : (1024 + fraction) * 2 ** (exponent - 25)
  return bits & 0x8000 ? -size : size
}

const BRAIN = new DataView(new ArrayBuffer(4))

/** The number that 16 bits of a brain float stand for: the upper half of a float32. */
export function fromBrain(bits: number): number {
  BRAIN.setUint32(0, bits << 16)
  return BRAIN.getFloat32(0)
}
