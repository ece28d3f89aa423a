import { describe, expect, it } from 'vitest'
import { tokenised } from '#grading/similarity/testing/tokenised'
import { tokensAnswer } from './token-task.ts'

const kinds = async (file: string, text: string): Promise<readonly string[]> => (await tokenised(file, text)).tokens.map(({ kind }) => kind)

const PYTHON = `import numpy as np

def softmax(z):
    e = np.exp(z - z.max())
    return e / e.sum()
`
const SCRIPT = `export function softmax(z: readonly number[]): number[] {
  const e = z.map((x) => Math.exp(x))
  return e.map((x) => x / e.length)
}
`

describe('tokens of Python', () => {
  it.each([
    ['other names', PYTHON.replace(/\be\b/g, 'powers').replace(/\bz\b/g, 'logits').replace('def softmax', 'def f')],
    ['comments, blank lines and a docstring', PYTHON.replace('    e =', '    """Softmax."""\n\n    # powers\n    e =')],
    ['types', PYTHON.replace('(z):', '(z: np.ndarray) -> np.ndarray:')],
    ['other imports', PYTHON.replace('import numpy as np', 'from numpy import exp\nimport math')],
  ])('are the same with %s', async (_, text) => {
    expect(text).not.toBe(PYTHON)
    expect(await kinds('a.py', text)).toEqual(await kinds('a.py', PYTHON))
  })

  it('differ where another operator stands', async () => {
    expect(await kinds('a.py', PYTHON.replace('/', '*'))).not.toEqual(await kinds('a.py', PYTHON))
  })

  it('form a block for each definition', async () => {
    const { blocks } = await tokenised('a.py', `${PYTHON}x = 1\ny = 2\n\nclass Net:\n    def forward(self):\n        return 1\n`)
    expect(blocks.map(({ name }) => name)).toEqual(['softmax', '', 'Net'])
  })

  it('are found around a syntax error, which is told', async () => {
    const { broken, blocks } = await tokenised('a.py', `${PYTHON}\ndef broken(:\n`)
    expect([broken, blocks[0]?.name]).toEqual([true, 'softmax'])
  })
})

describe('tokens of TypeScript', () => {
  it.each([
    ['other names', SCRIPT.replace(/\be\b/g, 'powers').replace(/\bx\b/g, 'logit')],
    ['comments', SCRIPT.replace('  const', '  // powers\n  const')],
    ['no types', SCRIPT.replace(': readonly number[]', '').replace(': number[]', '')],
    ['assertions', SCRIPT.replace('=> x /', '=> (x as number)! /')],
    ['an import and an interface', `import { a } from './a'\ninterface B { c: number }\n${SCRIPT}`],
  ])('are the same with %s', async (_, text) => {
    expect(text).not.toBe(SCRIPT)
    expect(await kinds('a.ts', text)).toEqual(await kinds('a.ts', SCRIPT))
  })

  it('form a block for each definition, also of a constant', async () => {
    const { blocks } = await tokenised('a.ts', `const a = 1\nexport const f = (x: number) => x\n${SCRIPT}`)
    expect(blocks.map(({ name }) => name)).toEqual(['', 'f', 'softmax'])
  })
})

describe('tokens that come from the sandbox', () => {
  const answer = { text: 'x', kinds: ['a'], tokens: [[0, 0, 0, 0, 1]], blocks: [{ name: '', from: 0, to: 1 }], broken: false }

  it('are taken as they are', () => {
    expect(tokensAnswer(answer).tokens).toEqual([{ kind: 'a', startRow: 0, startCol: 0, endRow: 0, endCol: 1 }])
  })

  it.each([
    ['a kind that is not there', { tokens: [[1, 0, 0, 0, 1]] }],
    ['an end before the start', { tokens: [[0, 1, 0, 0, 1]] }],
    [
      'a token before the last one',
      {
        tokens: [
          [0, 1, 0, 1, 1],
          [0, 0, 0, 1, 1],
        ],
        blocks: [{ name: '', from: 0, to: 2 }],
      },
    ],
    ['a block behind the end', { blocks: [{ name: '', from: 0, to: 9 }] }],
    [
      'blocks that overlap',
      {
        blocks: [
          { name: '', from: 0, to: 1 },
          { name: '', from: 0, to: 1 },
        ],
      },
    ],
    ['a token of no block', { blocks: [] }],
    ['a negative place', { tokens: [[0, -1, 0, 0, 1]] }],
    ['a text of another kind', { text: 7 }],
    ['too many tokens', { tokens: Array.from({ length: 20_001 }, () => [0, 0, 0, 0, 0]), blocks: [{ name: '', from: 0, to: 20_001 }] }],
  ])('are refused with %s', (_, part) => {
    expect(() => tokensAnswer({ ...answer, ...part })).toThrow()
  })
})
