/** JSON whose control and format characters are all written as `\uXXXX`, so that printing the file cannot act on a terminal. */
export function safeJson(document: unknown): string {
  const json = JSON.stringify(document, null, 2)
  return `${json.replace(/[^\n\P{C}]|[\p{Zl}\p{Zp}]/gu, (char) => [...Array(char.length).keys()].map((i) => `\\u${char.charCodeAt(i).toString(16).padStart(4, '0')}`).join(''))}`
}
