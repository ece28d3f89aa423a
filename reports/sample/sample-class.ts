import type { Finding } from '#grading/model/finding'
import type { CheckResult, StudentResult } from '#grading/model/result'
import { checkResult, exerciseResult, MISMATCH, studentResult } from './sample-run.ts'

/** A class with every kind of outcome, for looking at reports. Always the same. */
export function sampleClass(): readonly StudentResult[] {
  const unloadable: Finding = {
    code: 'fault',
    severity: 'error',
    entry: 'softmax',
    fault: { kind: 'syntax-error', message: "'(' was never closed", place: { file: 'submission.py', line: 14, column: 12 } },
  }
  const mistake: Finding = {
    code: 'known-mistake',
    severity: 'error',
    label: 'δ²',
    mistake: 'extra-sigma',
    says: 'the right δ² multiplied by σ′(z³): for cross-entropy the output delta has no σ′',
    hint: 'Which factor of δ³ cancels when the cost is the cross-entropy?',
  }
  const property: Finding = {
    code: 'property-violated',
    severity: 'error',
    law: 'softmax(z + c) = softmax(z)',
    counterexample: 'z = [0, 0], c = 710',
    observed: 'the result has NaN at [0]',
    run: 12,
    runs: 100,
    shrinks: 4,
    hint: 'Add 1000 to all inputs: what must change?',
  }
  const single: Finding = { code: 'single-precision', severity: 'note', label: 'softmax' }
  const convention: Finding = {
    code: 'convention',
    severity: 'note',
    says: 'Weights are stored (in, out), as declared; they were transposed before the comparison.',
  }
  const softmax = (flaws: Partial<Record<'values' | 'shift' | 'fresh' | 'delta', Partial<CheckResult>>>) =>
    exerciseResult('backpropagation/softmax', '2b', 'Softmax and log-likelihood', [
      checkResult({ id: 'values', title: 'Values of softmax', max: 300, ...flaws.values }),
      checkResult({ id: 'shift', title: 'Large logits stay finite and a shift changes nothing', max: 200, ...flaws.shift }),
      checkResult({ id: 'fresh', title: 'Softmax on fresh inputs', visibility: 'hidden', max: 150, ...flaws.fresh }),
      checkResult({ id: 'delta', title: 'Output delta', max: 150, ...flaws.delta }),
    ])
  const network = (flaws: Partial<Record<'delta2' | 'dw2', Partial<CheckResult>>>) =>
    exerciseResult('cross-entropy/two-layer-network', '3c', 'Forward and backward through two layers', [
      checkResult({ id: 'delta2', title: 'δ² of random networks', max: 350, ...flaws.delta2 }),
      checkResult({ id: 'dw2', title: 'Gradients of the first layer', max: 450, ...flaws.dw2 }),
    ])
  const size = (part: Partial<CheckResult> = {}) =>
    exerciseResult('convolution/output-size', '4.1', 'Output sizes', [
      checkResult({ id: 'conv', title: 'Sizes from the formula', max: 500, ...part }),
    ])
  const none = { verdict: 'not-attempted' } as const
  const late = { verdict: 'load-error', findings: [unloadable] } as const
  const wrongShift = { verdict: 'wrong-answer', findings: [property] } as const
  const infrastructure = {
    verdict: 'judging-error',
    findings: [{ code: 'judging-error', severity: 'warning', reason: 'Python is not installed on this machine' }],
  } as const
  return [
    studentResult('anna-lind', [softmax({ values: { findings: [single] } }), network({ dw2: { findings: [convention] } }), size()]),
    studentResult(
      'ben',
      [
        softmax({
          shift: wrongShift,
          fresh: { verdict: 'wrong-answer', findings: [MISMATCH] },
          delta: {
            verdict: 'partial',
            fraction: 0.5,
            findings: [{ code: 'scaled', severity: 'error', label: 'δ³', factor: 0.25, meaning: 'one over the number of classes' }],
          },
        }),
        network({
          delta2: { verdict: 'partial', fraction: 0.4, findings: [mistake] },
          dw2: { verdict: 'wrong-answer', findings: [MISMATCH] },
        }),
        size({
          verdict: 'time-limit',
          findings: [
            {
              code: 'fault',
              severity: 'error',
              entry: 'conv_output_size',
              fault: { kind: 'time-limit', stage: 'call', limitMs: 10_000, entry: 'conv_output_size' },
            },
          ],
        }),
      ],
      {
        kind: 'python',
        output: { stdout: 'epoch 1: loss 0.693\nepoch 2: loss 0.412\n', stderr: 'RuntimeWarning: overflow encountered in exp\n' },
      },
    ),
    studentResult(
      'chiara',
      [
        softmax({}),
        network({
          delta2: { verdict: 'partial', fraction: 0.4, findings: [mistake] },
          dw2: { findings: [{ code: 'follow-through', severity: 'note', label: 'dW2', from: 'δ²' }] },
        }),
        size(none),
      ],
      {
        kind: 'notebook',
        remarks: [
          { code: 'remark', severity: 'note', says: 'Two lines starting with % were ignored.' },
          {
            code: 'remark',
            severity: 'note',
            says: 'The cells were run from top to bottom; in the notebook they had been run in another order.',
          },
        ],
      },
    ),
    studentResult(
      'dilek',
      [softmax({ values: late, shift: late, fresh: late, delta: late }), network({ delta2: late, dw2: late }), size(late)],
      { kind: 'python' },
    ),
    studentResult(
      'emil',
      [softmax({ values: infrastructure, shift: infrastructure, fresh: infrastructure, delta: infrastructure }), network({}), size()],
      { kind: 'mixed' },
    ),
    studentResult(
      'farid',
      [softmax({ values: none, shift: none, fresh: none, delta: none }), network({ delta2: none, dw2: none }), size(none)],
      { kind: 'none' },
    ),
    studentResult('gudrun', [softmax({ shift: wrongShift }), network({}), size()], { kind: 'javascript' }),
    studentResult('hoa', [
      softmax({ shift: wrongShift, delta: none }),
      network({
        delta2: none,
        dw2: { verdict: 'skipped', findings: [{ code: 'skipped', severity: 'note', because: 'δ² of random networks' }] },
      }),
      size(),
    ]),
  ]
}
