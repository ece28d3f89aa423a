/** `1 mutant`, `2 mutants`, `0 mutants`: for nouns whose plural ends in s. */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`
}
