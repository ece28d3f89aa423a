import { describe, expect, it } from 'vitest'
import { undeclaredWeights } from './undeclared-weights.ts'
import type { WrittenFunctions } from './written-functions.ts'

const ROLES = [
  { role: 'ae-encoder', entry: 'aeEncode' },
  { role: 'cnn', entry: 'classify' },
]

function said(files: readonly string[], words: readonly string[] = []): Promise<string | undefined> {
  const found: WrittenFunctions = { bound: new Set(), words: new Set(words), takesFrom: new Set() }
  return undeclaredWeights(files, ROLES, async (file) => (file === 'broken.ipynb' ? undefined : found))
}

describe('weights that nothing answers with', () => {
  it('are named, with the lines that declare them', async () => {
    const line = '`models: {ae: {class: prob5_AE.AE, weights: mnist_ae.pt}}`.'
    expect(await said(['hw.ipynb', 'mnist_ae.pt'])).toBe(
      `mnist_ae.pt is a file of weights that no function answers with. Declare its class in submission.yaml, such as ${line}`,
    )
    expect(await said(['a.pt', 'b.pth', 'c.PT', 'd.pt', 'hw.py'])).toBe(
      `a.pt, b.pth, c.PT and 1 more are files of weights that no function answers with. Declare the class of each in submission.yaml, such as ${line}`,
    )
  })

  it('without any code take the class of the network first', async () => {
    expect(await said(['mnist_ae.pt', 'answers.md'])).toMatch(
      /^mnist_ae\.pt: weights alone do not say which network .* Submit the notebook or the class/,
    )
  })

  it.each([
    ['where a function is named', ['hw.py', 'a.pt'], ['aeencode']],
    ['without weights', ['hw.py', 'a.npz'], []],
    ['beside code in another language', ['hw.ts', 'a.pt'], []],
    ['in models/, where their names say what they are', ['hw.py', 'models/cnn.pt'], []],
    ['where code cannot be read', ['broken.ipynb', 'a.pt'], []],
  ])('are not named %s', async (_, files, words) => {
    expect(await said(files, words)).toBeUndefined()
  })
})
