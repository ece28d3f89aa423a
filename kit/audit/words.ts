import { type Examined, type Leak, leakAt } from './leak.ts'

/** Hidden checks by what only their definitions say. */
export interface HiddenWords {
  readonly ids: ReadonlySet<string>
  readonly titles: readonly string[]
  /** Lines of rubrics, as they stand in a page. */
  readonly rubrics: readonly string[]
}

const ID = /\bid["']?\s*[:=]\s*["'`]([\w./-]+)["'`]/g

/** Titles anywhere, ids where something is called so: many are words of the sheet. */
export function findHiddenChecks(examined: Examined, { ids, titles }: HiddenWords): readonly Leak[] {
  const named = [...examined.text.matchAll(ID)].flatMap((match) =>
    ids.has(match[1] as string) ? [leakAt(examined, match.index, 'hidden check', match[0])] : [],
  )
  const plain = decoded(examined.text)
  const titled = titles.flatMap((title) => {
    const at = plain.indexOf(title)
    return at < 0 ? [] : [leakAt({ ...examined, text: plain }, at, 'hidden check', title)]
  })
  return [...named, ...titled]
}

const PART = /<section\b[\s\S]*?<\/section>/g
const WAITS = 'This answer is graded manually'

/** A rubric may be read once the answer is marked; before that, it is the model answer. */
export function findRubrics(examined: Examined, { rubrics }: HiddenWords): readonly Leak[] {
  return [...examined.text.matchAll(PART)].flatMap(({ 0: part, index }) => {
    if (!part.includes(WAITS)) return []
    const line = rubrics.find((one) => decoded(part).includes(one))
    return line === undefined ? [] : [leakAt(examined, index, 'rubric of an answer not marked yet', line)]
  })
}

/** Letters that bundlers write as escapes. */
function decoded(text: string): string {
  return text
    .replaceAll(/\\u\{([\da-f]+)\}|\\u([\da-f]{4})|\\x([\da-f]{2})/gi, (_, long, short, byte) =>
      String.fromCodePoint(Number.parseInt(long ?? short ?? byte, 16)),
    )
    .replaceAll('&#39;', "'")
    .replaceAll('&#x27;', "'")
    .replaceAll('&quot;', '"')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
}

/** Folders of people and of programs at work; a bare `/tmp` names no machine. */
const PATH =
  /(?:file:\/\/)?(?:\/(?:home|root|Users|private|work|workspace|builds|tmp|var\/folders|mnt|srv)\/|[A-Za-z]:\\+Users\\+)[\w.@+-]+[\w./\\@+-]*/g

/** @param own - folders of this machine that must not show, whatever they are called. */
export function findPaths(examined: Examined, own: readonly string[]): readonly Leak[] {
  const usual = [...examined.text.matchAll(PATH)]
    // As in `https://host/home/page`.
    .filter(({ index }) => !/[\w.:-]$/.test(examined.text.slice(Math.max(0, index - 1), index)))
    .map((match) => leakAt(examined, match.index, 'machine path', match[0]))
  const ours = own.flatMap((folder) => {
    const at = examined.text.indexOf(folder)
    return at < 0 ? [] : [leakAt(examined, at, 'machine path', examined.text.slice(at, at + folder.length + 30))]
  })
  return [...usual, ...ours].slice(0, 3)
}

/** @param names - of all others. */
export function findNames(examined: Examined, names: readonly string[]): readonly Leak[] {
  return names.flatMap((name) => {
    const match = new RegExp(`(?<![\\p{L}\\p{N}_])${name.replaceAll(/[\\^$.*+?()[\]{}|/-]/g, '\\$&')}(?![\\p{L}\\p{N}_])`, 'iu').exec(
      examined.text,
    )
    return match === null ? [] : [leakAt(examined, match.index, 'name of another student', match[0])]
  })
}
