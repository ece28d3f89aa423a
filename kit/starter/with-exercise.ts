const LIST = /(\bexercises:\s*\{)([^{}]*)(\})/

/**
 * The text of `sheet.ts` with one more exercise at the end.
 * @returns `undefined` where its list of exercises cannot be told from the text.
 */
export function withExercise(text: string, number: string, id: string): string | undefined {
  const [whole, head = '', list = '', end = ''] = LIST.exec(text) ?? []
  if (whole === undefined) return undefined
  const entry = `'${number}': '${id}'`
  const before = list.trimEnd()
  const comma = before === '' || before.endsWith(',') ? '' : ','
  if (!list.includes('\n')) return text.replace(whole, () => `${head}${before}${comma} ${entry} ${end}`)
  const indent = /\n([ \t]*)\S/.exec(list)?.[1] ?? '    '
  const closing = list.slice(list.lastIndexOf('\n'))
  return text.replace(whole, () => `${head}${before}${comma}\n${indent}${entry},${closing}${end}`)
}
