/** The upper half of code page 437, which archives of Windows and DOS are read in where they do not say that they are UTF-8. */
const CP437 =
  'ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u00a0'

/**
 * What a name was before it was read in the wrong encoding: `Jörg` for `J÷rg` (Latin-1 read as code page 437), `JÃ¶rg` (UTF-8 read as
 * Latin-1) and `J├╢rg` (UTF-8 read as code page 437). A name has none of these where it cannot have come about so.
 */
export function respelt(name: string): readonly string[] {
  const composed = name.normalize('NFC')
  const dos = bytesOf(composed, (char) => CP437.indexOf(char) + 0x80)
  const latin = bytesOf(composed, (char) => char.charCodeAt(0))
  const found = [latin1(dos), utf8(latin), utf8(dos)].flatMap((one) => (one === undefined || one === composed ? [] : [one]))
  return [...new Set(found)]
}

/** Nothing for ASCII alone, or where a character is in no such page. */
function bytesOf(name: string, upper: (char: string) => number): Uint8Array | undefined {
  const bytes = [...name].map((char) => ((char.codePointAt(0) as number) < 0x80 ? (char.codePointAt(0) as number) : upper(char)))
  const fits = bytes.every((byte, i) => byte < 0x100 && (byte >= 0x80 || byte === name.codePointAt(i)))
  return fits && bytes.some((byte) => byte >= 0x80) ? Uint8Array.from(bytes) : undefined
}

function latin1(bytes: Uint8Array | undefined): string | undefined {
  return bytes === undefined ? undefined : String.fromCharCode(...bytes)
}

function utf8(bytes: Uint8Array | undefined): string | undefined {
  try {
    return bytes === undefined ? undefined : new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return undefined
  }
}
