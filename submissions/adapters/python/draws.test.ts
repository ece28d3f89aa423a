import { describe, expect, it } from 'vitest'
import { draws } from './draws.ts'

describe('whether a source draws', () => {
  it.each(['import matplotlib.pyplot as plt', 'x = 1\n  from matplotlib import pyplot\n', '\timport  seaborn'])('%j does', (source) => {
    expect(draws(source)).toBe(true)
  })

  it.each(['# import matplotlib', 'import matplotlibrary', 'import numpy', 'import\nmatplotlib'])('%j does not', (source) => {
    expect(draws(source)).toBe(false)
  })

  it('is seen in one pass over blank lines', () => {
    expect(draws(`${'\n'.repeat(2_000_000)}${' '.repeat(1_000_000)}import${' '.repeat(1_000_000)}`)).toBe(false)
  })
})
