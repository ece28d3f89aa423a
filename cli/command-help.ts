/** The values of an option that may be given again, in their order. */
export const collect = (value: string, earlier: readonly string[]): readonly string[] => [...earlier, value]

/** What stands below the options of a command. */
export function examples(...lines: readonly string[]): string {
  return `\n${lines.length === 1 ? 'Example' : 'Examples'}:\n${lines.map((line) => `  ${line}`).join('\n')}`
}
