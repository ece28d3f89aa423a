import type { Finding, FindingCode } from '#grading/model/finding'
import type { Fault } from '#grading/model/session'

type Faults = { readonly [K in Fault['kind']]: Extract<Fault, { kind: K }> }
type Findings = { readonly [C in Exclude<FindingCode, 'fault'>]: Finding }

/** Every fault and every finding there is, with one text wherever text goes. The compiler asks for the ones that are new. */
export function everyFinding(text: string): readonly Finding[] {
  const place = { file: text, line: 1, column: 1 }
  const faults: Faults = {
    'missing-entry': { kind: 'missing-entry', entry: text, available: [text, text] },
    'not-implemented': { kind: 'not-implemented', entry: text },
    'variables-only': { kind: 'variables-only', entry: text },
    exception: { kind: 'exception', name: text, message: text, place },
    'load-error': { kind: 'load-error', name: text, message: text, place },
    'syntax-error': { kind: 'syntax-error', message: text, place },
    'bad-value': { kind: 'bad-value', expected: text, got: text, at: text },
    'time-limit': { kind: 'time-limit', stage: 'call', limitMs: 10, entry: text },
    'memory-limit': { kind: 'memory-limit' },
    'output-limit': { kind: 'output-limit', stream: 'stdout', limitBytes: 10 },
    exited: { kind: 'exited', code: null, signal: text },
    'never-settles': { kind: 'never-settles', entry: text },
    protocol: { kind: 'protocol', reason: text },
    'not-called': { kind: 'not-called', reason: text },
    infrastructure: { kind: 'infrastructure', reason: text },
  }
  const of = { severity: 'error', hint: text } as const
  const note = { severity: 'note', hint: text } as const
  const numbers = { index: [0], actual: Number.NaN, expected: 1, allowed: 0, differing: 1, total: 2, count: 1, case: text }
  const excerpt = { expected: [[1]], actual: [[Number.NaN]], worst: [0, 0], from: [0, 0], of: [1, 1] } as const
  const findings: Findings = {
    'value-mismatch': { ...of, ...numbers, code: 'value-mismatch', label: text, excerpt },
    'shape-mismatch': { ...of, code: 'shape-mismatch', label: text, actual: [1], expected: [2], case: text },
    'type-mismatch': { ...of, code: 'type-mismatch', label: text, actual: text, expected: text, case: text },
    'not-finite': { ...of, ...numbers, code: 'not-finite', label: text },
    'missing-field': { ...of, code: 'missing-field', label: text, field: text, available: [text] },
    'known-mistake': { ...of, code: 'known-mistake', label: text, mistake: text, says: text, case: text },
    scaled: { ...of, code: 'scaled', label: text, factor: 2, meaning: text },
    transposed: { ...of, code: 'transposed', label: text },
    'follow-through': { ...note, code: 'follow-through', label: text, from: text },
    convention: { ...note, code: 'convention', says: text },
    'declaration-contradicted': { ...of, code: 'declaration-contradicted', declaration: text },
    'property-violated': {
      ...of,
      ...{ code: 'property-violated', law: text, counterexample: text, observed: text, run: 1, runs: 2, shrinks: 0 },
    },
    'statistic-out-of-band': {
      ...of,
      ...{ code: 'statistic-out-of-band', statistic: text, value: 1, low: 2, high: 3, alpha: 0, draws: 1 },
    },
    'subspace-mismatch': {
      ...of,
      ...{ code: 'subspace-mismatch', label: text, angle: 1, distance: 1, allowed: 0, directions: 1, case: text },
    },
    'input-modified': { ...of, code: 'input-modified', entry: text, argument: 0 },
    'single-precision': { ...note, code: 'single-precision', label: text },
    'known-inputs-only': { ...of, code: 'known-inputs-only', right: 0, of: 3 },
    'by-variables': { ...note, code: 'by-variables', entry: text, variables: [text], more: 100 },
    skipped: { ...of, code: 'skipped', because: text },
    'judging-error': { ...of, code: 'judging-error', reason: text },
    plot: { ...of, code: 'plot', picture: text, mistake: text, says: text },
    'awaits-person': { ...note, code: 'awaits-person', criteria: 1 },
    marked: { ...note, code: 'marked', points: 100, of: 200, by: text, comment: text },
    remark: { ...note, code: 'remark', says: text },
  }
  const faulted = Object.values(faults).map((fault): Finding => ({ ...of, code: 'fault', entry: text, fault }))
  return [...faulted, ...Object.values(findings)]
}
