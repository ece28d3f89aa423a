import { describe, expect, it } from 'vitest'
import type { Fault } from '../model/session.ts'
import { faultText, listText, oneLine, tidyEnd } from './fault-text.ts'

describe('the sentence', () => {
  it.each<[Fault, string]>([
    [{ kind: 'missing-entry', entry: 'softmax', available: [] }, 'There is no function softmax; the submission has nothing.'],
    [{ kind: 'not-implemented', entry: 'softmax' }, 'softmax is not implemented yet.'],
    [
      { kind: 'exception', name: 'TypeError', message: 'x is\nundefined', place: { file: 'a.ts', line: 3 } },
      'softmax stopped with TypeError: x is undefined (a.ts, line 3).',
    ],
    [
      { kind: 'exception', name: 'Error', message: 'unknown Error', place: { file: 'a.ts', line: 3, column: 5 } },
      'softmax stopped with Error: unknown Error (a.ts, line 3, column 5).',
    ],
    [{ kind: 'exception', name: 'Error', message: 'Error: too few rows' }, 'softmax stopped with Error: too few rows.'],
    [{ kind: 'exception', name: '', message: 'too few rows!' }, 'softmax stopped with too few rows!'],
    [{ kind: 'exception', name: '', message: ' ' }, 'softmax stopped with an error without a message.'],
    [{ kind: 'load-error', name: 'NameError', message: '' }, 'The file could not be loaded: NameError.'],
    [{ kind: 'syntax-error', message: 'Unexpected "}"' }, 'The file could not be read as code: Unexpected "}".'],
    [
      { kind: 'bad-value', expected: 'numbers', got: 'a function', at: 'return value[1]' },
      'softmax: expected numbers, got a function at return value[1].',
    ],
    [{ kind: 'bad-value', expected: 'numbers', got: 'nothing', at: '' }, 'softmax: expected numbers, got nothing.'],
    [{ kind: 'time-limit', stage: 'start-up', limitMs: 10_000 }, 'The file was still loading after 10 s. Does it do work at import time?'],
    [{ kind: 'time-limit', stage: 'call', limitMs: 500 }, 'softmax did not return within 500 ms.'],
    [{ kind: 'time-limit', stage: 'call', limitMs: 500, entry: 'cost' }, 'cost did not return within 500 ms.'],
    [
      { kind: 'time-limit', stage: 'submission', limitMs: 60_000 },
      'The time for the whole submission, 60 s, was used up before softmax returned.',
    ],
    [
      { kind: 'time-limit', stage: 'submission', limitMs: 60_000, entry: 'cost' },
      'The time for the whole submission, 60 s, was used up before cost returned.',
    ],
    [{ kind: 'memory-limit' }, 'softmax needed more memory than a submission may use.'],
    [
      { kind: 'output-limit', stream: 'stdout', limitBytes: 1048576 },
      'The submission printed more than 1 MiB to stdout; printing inside loops is the usual cause.',
    ],
    [{ kind: 'exited', code: 0, signal: null }, 'The program ended during softmax (exit code 0), so there is no answer.'],
    [
      { kind: 'exited', code: 0, signal: null, loading: true },
      'The program ended while it was loaded (exit code 0), so there is no answer.',
    ],
    [{ kind: 'exited', code: null, signal: 'SIGSEGV' }, 'The program ended during softmax (signal SIGSEGV), so there is no answer.'],
    [{ kind: 'exited', code: null, signal: null }, 'The program ended during softmax (no exit code), so there is no answer.'],
    [{ kind: 'never-settles', entry: 'softmax' }, 'softmax returned a promise that never settles.'],
    [{ kind: 'protocol', reason: 'a frame of 5 GB' }, 'The answer of softmax could not be read: a frame of 5 GB.'],
    [{ kind: 'not-called', reason: 'three calls in a row timed out' }, 'softmax was not called: three calls in a row timed out.'],
    [
      { kind: 'infrastructure', reason: 'no Python here' },
      'The submission could not be run: no Python here. No points are deducted; an instructor will review it.',
    ],
  ])('for %j', (data, sentence) => {
    expect(faultText('softmax', data)).toBe(sentence)
  })

  it('without a name of what was called, speaks of the submission', () => {
    expect(faultText(' ', { kind: 'memory-limit' })).toBe('the submission needed more memory than a submission may use.')
  })
})

describe('words of a submission', () => {
  it('of any length and with any breaks become one line of bounded length', () => {
    expect(oneLine(' a \n\n b\tc ')).toBe('a b c')
    expect(oneLine('é'.repeat(400))).toBe('é'.repeat(400))
    expect(oneLine(`${'a'.repeat(200)}\n${'b'.repeat(200)}`)).toBe(`${'a'.repeat(200)} … ${'b'.repeat(200)}`)
    expect(oneLine(`${'😀'.repeat(200)}-${'🙂'.repeat(200)}`)).toBe(`${'😀'.repeat(200)} … ${'🙂'.repeat(200)}`)
  })

  it.each([
    [0, 'nothing'],
    [1, 'n0'],
    [10, 'n0, n1, n2, n3, n4, n5, n6, n7, n8, n9'],
    [12, 'n0, n1, n2, n3, n4, n5, n6, n7, n8, n9 and 2 more'],
  ])('that are %i names are listed as far as they can be read: %s', (count, list) => {
    expect(listText(Array.from({ length: count }, (_, i) => `n${i}`))).toBe(list)
  })

  it.each([
    ['What?. And so on.', 'What? And so on.'],
    ['It waits....', 'It waits...'],
    ['see a..b.', 'see a..b.'],
  ])('that end with a mark get no full stop behind it: %s', (said, tidy) => {
    expect(tidyEnd(said)).toBe(tidy)
  })
})
