/** What Gradescope makes of a `results.json`, from its specification. */
export function importGradescope(text: string): {
  readonly total: number | undefined
  readonly studentsSeeTotal: boolean
  readonly rows: readonly { readonly name: string; readonly visibility: string; readonly passed: boolean }[]
} {
  const results = JSON.parse(text) as Record<string, unknown>
  const fields = [
    'score',
    'execution_time',
    'output',
    'output_format',
    'test_output_format',
    'test_name_format',
    'visibility',
    'stdout_visibility',
    'extra_data',
    'tests',
    'leaderboard',
  ]
  for (const key of Object.keys(results)) if (!fields.includes(key)) throw new Error(`unknown field ${key}`)
  const tests = (results.tests ?? []) as Record<string, unknown>[]
  const scored = tests.filter(({ score }) => typeof score === 'number')
  if (results.score === undefined && scored.length === 0) throw new Error('neither score nor scores of tests')
  for (const test of tests) {
    if (!['hidden', 'after_due_date', 'after_published', 'visible'].includes(String(test.visibility ?? 'visible')))
      throw new Error('unknown visibility')
    if (!['text', 'html', 'simple_format', 'md', 'ansi'].includes(String(test.output_format ?? 'text'))) throw new Error('unknown format')
    if (String(test.output).includes('\r')) throw new Error('line ends')
  }
  const total = typeof results.score === 'number' ? results.score : scored.reduce((sum, { score }) => sum + Number(score), 0)
  return {
    total,
    studentsSeeTotal: tests.every(({ visibility }) => visibility !== 'hidden'),
    rows: tests.map(({ name, visibility, status, score, max_score }) => ({
      name: String(name),
      visibility: String(visibility ?? results.visibility ?? 'visible'),
      passed: status === undefined ? score === max_score : status === 'passed',
    })),
  }
}

/** The two scores of GitHub Classroom: what its console prints and what its database keeps. */
export function importGithub(base64: string): { readonly console: number; readonly stored: number; readonly failed: boolean } {
  const result = JSON.parse(Buffer.from(base64, 'base64').toString('utf8')) as {
    readonly version: number
    readonly status: string
    readonly max_score: number
    readonly tests: readonly { readonly status: string; readonly score: number }[]
  }
  if (result.version !== 1) throw new Error('unknown version')
  const passed = result.tests.filter(({ status }) => status === 'pass').length
  return {
    console: (passed / result.tests.length) * result.max_score,
    stored: result.tests.reduce((sum, { score }) => sum + score, 0),
    failed: result.status !== 'pass',
  }
}

/** The table of nbgrader, whose reader splits at commas and knows no quotes. */
export function importNbgrader(text: string): ReadonlyMap<string, Readonly<Record<string, string>>> {
  const [header = '', ...lines] = text.trimEnd().split('\n')
  const names = header.split(',')
  return new Map(
    lines.map((line) => {
      const cells = line.split(',')
      if (cells.length !== names.length) throw new Error(`${cells.length} cells for ${names.length} columns`)
      const row = Object.fromEntries(names.map((name, i) => [name, cells[i] as string]))
      return [row.student_id as string, row]
    }),
  )
}
