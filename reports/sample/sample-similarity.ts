import type { SimilarityResult } from '#grading/model/similarity'

const ALL = { sheet: '', title: 'All code', family: 'python' } as const
const SOFTMAX = { exercise: 'backpropagation/softmax', sheet: '2b', title: 'Softmax', family: 'python' } as const
const STEP = { exercise: 'gradient-descent/step', sheet: '1a', title: 'Gradient step', family: 'script' } as const
const WIDE = `    return ${Array.from({ length: 20 }, (_, i) => `value_${i}`).join(' + ')}`

/** A comparison in which everything was found that can be. */
export const SIMILARITY: SimilarityResult = {
  submissions: 24,
  identical: [
    {
      copies: [
        { submission: 'ada', file: 'answers.md' },
        { submission: 'ben', file: 'essay/answers.md' },
      ],
    },
  ],
  common: [{ file: 'data.py', submissions: 20 }],
  pairs: [
    {
      left: 'ada',
      right: 'ben',
      parts: [
        {
          part: ALL,
          similarity: 1,
          longest: 412,
          fragments: [
            {
              tokens: 412,
              left: { file: 'softmax.py', line: 3, lines: ['def softmax(z):', '    e = np.exp(z - z.max())', '    return e / e.sum()'] },
              right: { file: 'homework.py', line: 40, lines: ['def softmax(logits):', WIDE] },
            },
            {
              tokens: 50,
              left: { file: 'step.py', line: 1, lines: ['w = w - rate * g'] },
              right: { file: 'homework.py', line: 7, lines: ['x = x - eta * d'] },
            },
          ],
        },
        { part: SOFTMAX, similarity: 0.998, longest: 90, fragments: [] },
      ],
    },
    { left: 'ben', right: 'cy', parts: [{ part: SOFTMAX, similarity: 0.8, longest: 61, fragments: [] }] },
  ],
  groups: [['ada', 'ben', 'cy']],
  statistics: [
    {
      part: ALL,
      submissions: 20,
      pairs: 190,
      median: 0.11,
      tenths: [100, 60, 20, 9, 0, 0, 0, 0, 0, 1],
      standard: { kind: 'class', above: 0.6 },
    },
    {
      part: SOFTMAX,
      submissions: 4,
      pairs: 6,
      median: 0.31,
      tenths: [2, 2, 0, 1, 0, 0, 0, 0, 0, 1],
      standard: { kind: 'few', above: 0.9 },
    },
    { part: STEP, submissions: 18, pairs: 153, median: 0.84, tenths: [0, 0, 0, 0, 1, 2, 10, 30, 60, 50], standard: { kind: 'alike' } },
  ],
  uncompared: [
    { submission: 'dot', file: 'a.py', says: 'is not text in UTF-8' },
    { submission: 'eve', file: '', says: 'the archive is encrypted' },
  ],
  together: 3,
}
