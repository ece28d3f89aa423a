import { visible } from '../text/visible.ts'

/** Text that the Actions runner takes for text: one line, in which nothing can start a command. */
export function inert(text: string): string {
  return visible(text)
    .replace(/:(?=:)/g, ': ')
    .replace(/##(?=\w*\[)/g, '## ')
}

/** `::error file=…,title=…::message`. Properties without a value are left out. */
export function workflowCommand(
  name: 'error' | 'warning',
  properties: Readonly<Record<string, string | number | undefined>>,
  lines: readonly string[],
): string {
  const given = Object.entries(properties).filter(([, value]) => value !== undefined)
  const list = given.map(([key, value]) => `${key}=${property(String(value))}`).join(',')
  return `::${name} ${list}::${lines.map(data).join('%0A')}`
}

function data(text: string): string {
  return inert(text).replaceAll('%', '%25')
}

function property(text: string): string {
  return data(text).replaceAll(':', '%3A').replaceAll(',', '%2C')
}
