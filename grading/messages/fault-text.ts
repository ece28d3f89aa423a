import type { Fault, Place } from '../model/session.ts'
import { bytesText, durationText } from './number-text.ts'

const LONGEST_MESSAGE = 400
const MOST_NAMES = 10

type FaultKind = Fault['kind']
type FaultOf<K extends FaultKind> = Extract<Fault, { kind: K }>
/** One sentence per kind: the compiler refuses a kind without one. */
type Sentences = { readonly [K in FaultKind]: (fault: FaultOf<K>, entry: string) => string }

const SENTENCES: Sentences = {
  'missing-entry': (fault) => `There is no function ${fault.entry}; the submission has ${listText(fault.available)}.`,
  'not-implemented': (fault) => `${fault.entry} is not implemented yet.`,
  'variables-only': (fault) => `There is no function ${fault.entry}; the variables of the script answer for the sheet's own numbers only.`,
  exception: (fault, entry) => `${entry} stopped with ${errorText(fault.name, fault.message)}${placeText(fault.place)}.`,
  'load-error': (fault) => `The file could not be loaded: ${errorText(fault.name, fault.message)}${placeText(fault.place)}.`,
  'syntax-error': (fault) => `The file could not be read as code: ${oneLine(fault.message)}${placeText(fault.place)}.`,
  'bad-value': (fault, entry) =>
    `${entry}: expected ${fault.expected}, got ${oneLine(fault.got)}${fault.at === '' ? '' : ` at ${oneLine(fault.at)}`}.`,
  'time-limit': (fault, entry) => timeText(fault, entry),
  'memory-limit': (_fault, entry) => `${entry} needed more memory than a submission may use.`,
  'output-limit': (fault) =>
    `The submission printed more than ${bytesText(fault.limitBytes)} to ${fault.stream}; printing inside loops is the usual cause.`,
  exited: (fault, entry) =>
    `The program ended ${fault.loading === true ? 'while it was loaded' : `during ${entry}`} (${endText(fault)}), so there is no answer.`,
  'never-settles': (fault) => `${fault.entry} returned a promise that never settles.`,
  protocol: (fault, entry) => `The answer of ${entry} could not be read: ${oneLine(fault.reason)}.`,
  'not-called': (fault, entry) => `${entry} was not called: ${oneLine(fault.reason)}.`,
  infrastructure: (fault) =>
    `The submission could not be run: ${oneLine(fault.reason)}. No points are deducted; an instructor will review it.`,
}

/** Why a call of `entry` brought no value, in one sentence. Contains the student's own words: make them visible before showing. */
export function faultText(entry: string, fault: Fault): string {
  const sentence = SENTENCES[fault.kind] as (fault: Fault, entry: string) => string
  return tidyEnd(sentence(fault, oneLine(entry) || 'the submission'))
}

/** `a, b and 3 more`; `nothing` for an empty list. */
export function listText(names: readonly string[]): string {
  if (names.length === 0) return 'nothing'
  const shown = names.slice(0, MOST_NAMES).map(oneLine).join(', ')
  return names.length > MOST_NAMES ? `${shown} and ${names.length - MOST_NAMES} more` : shown
}

/** Without line breaks, and cut in the middle when long: one sentence stays one line. */
export function oneLine(text: string): string {
  const line = text.replace(/\s+/gu, ' ').trim()
  const letters = [...line]
  if (letters.length <= LONGEST_MESSAGE) return line
  return `${letters.slice(0, LONGEST_MESSAGE / 2).join('')} … ${letters.slice(-LONGEST_MESSAGE / 2).join('')}`
}

/** No full stop of ours after words that already end with a mark of their own. */
export function tidyEnd(text: string): string {
  return text.replace(/([.!?…])\.(?=\s|$)/gu, '$1')
}

function errorText(name: string, message: string): string {
  const said = oneLine(message)
  if (said === '') return oneLine(name) || 'an error without a message'
  return said.startsWith(name) ? said : `${oneLine(name)}: ${said}`
}

function placeText(place: Place | undefined): string {
  if (place === undefined) return ''
  return ` (${oneLine(place.file)}, line ${place.line}${place.column === undefined ? '' : `, column ${place.column}`})`
}

function timeText(fault: FaultOf<'time-limit'>, entry: string): string {
  const limit = durationText(fault.limitMs)
  switch (fault.stage) {
    case 'start-up':
      return `The file was still loading after ${limit}. Does it do work at import time?`
    case 'call':
      return `${fault.entry ?? entry} did not return within ${limit}.`
    case 'submission':
      return `The time for the whole submission, ${limit}, was used up before ${fault.entry ?? entry} returned.`
  }
}

function endText(fault: FaultOf<'exited'>): string {
  if (fault.signal !== null) return `signal ${fault.signal}`
  return fault.code === null ? 'no exit code' : `exit code ${fault.code}`
}
