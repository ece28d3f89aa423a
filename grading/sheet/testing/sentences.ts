/** Whole blocks of a statement that are told apart by how their first line begins. */
const ITEM = /^\s*(?:[-*]|\d+\.) +/
const ROW = /^\s*\|/
const RULE = /^\s*\|(?: *:?-+:? *\|)+\s*$/
/** Shown by itself: part of the sentences around it. */
const FORMULA = /^\$\$[\s\S]*?\$\$$/gm
/** What may hold a stop that ends no sentence. */
const OPAQUE = /\$[^$]*\$|`[^`]*`/g
const END = /[.?!][)"”]?\s+(?=[A-Z`$"([*])/g

/**
 * The sentences of a statement in their order, white space made equal: those of paragraphs and list items, and each row of a table as one.
 * Headings, the head of a table, formulas in a line of their own and code blocks are none.
 */
export function sentencesOf(markdown: string): readonly string[] {
  return blocksOf(markdown).flatMap((block) => (ROW.test(block) ? [block.trim()] : split(block.replace(ITEM, ''))))
}

function blocksOf(markdown: string): readonly string[] {
  const blocks: string[] = []
  const lines = markdown
    .replace(/^```[\s\S]*?^```$/gm, '')
    .replace(FORMULA, '')
    .split('\n')
  let open = false
  for (const [i, line] of lines.entries()) {
    const isHead = ROW.test(line) && RULE.test(lines[i + 1] ?? '')
    if (line.trim() === '' || /^#/.test(line) || RULE.test(line) || isHead) open = false
    else if (open && !ITEM.test(line) && !ROW.test(line)) blocks.push(`${blocks.pop()} ${line.trim()}`)
    else {
      blocks.push(line.trim())
      open = !ROW.test(line)
    }
  }
  return blocks.map((block) => block.replace(/\s+/g, ' '))
}

function split(block: string): readonly string[] {
  const plain = block.replace(OPAQUE, (part) => (part.startsWith('$') ? '$' : '`').padEnd(part.length, 'x'))
  const ends = [...plain.matchAll(END)].map((match) => match.index + match[0].length)
  return [0, ...ends].map((from, i) => block.slice(from, ends[i]).trim()).filter((sentence) => sentence !== '')
}
