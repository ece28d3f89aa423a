import { parseDocument, stringify } from 'yaml'
import * as z from 'zod'
import { CourseError } from '../course-error.ts'
import { readYamlTree } from '../file/yaml-tree.ts'
import { comparableKey, type Decisions } from './decision-for.ts'

/** What stands there for a submission of nobody, such as that of a test student. */
export const NOBODY = 'nobody'

const One = z.union([z.string(), z.number().transform(String)])
const File = z
  .strictObject({
    students: z
      .record(z.string(), z.union([One.transform((one) => [one]), z.array(One).min(1)]))
      .describe(
        'By submission, or by what the platform says of it: `id:…`, `email:…`, `name:…`. A student id, a list for a group, or `nobody`.',
      ),
  })
  .describe('Whose submissions are, as decided by hand.')

/** JSON schema of `identities.yaml`, for editors. */
export function identitiesJsonSchema(): object {
  return { title: 'identities.yaml of Assay', ...z.toJSONSchema(File, { io: 'input' }) }
}

/**
 * Reads `identities.yaml`: `students:` with a line `<submission>: <id>` for each decision, a list of ids for a group, or `nobody`. In place of the name
 * of the submission may stand what the platform says of it: `id:1042`, `email:ada@example.org` or `name:Ada Lind`.
 *
 * @param name - the file as messages name it.
 * @throws CourseError if it is none.
 */
export function readDecisions(text: string, name: string): Decisions {
  const tree = readYamlTree(text)
  if ('flaw' in tree) throw new CourseError(`${name}:${tree.flaw.line}:${tree.flaw.column}: ${tree.flaw.says}`)
  if (tree.value === undefined || tree.value === null) return new Map()
  const read = File.safeParse(tree.value)
  if (!read.success) {
    const path = (read.error.issues[0]?.path ?? []).map((part) => (typeof part === 'symbol' ? String(part) : part))
    const { line, column } = tree.at(path)
    throw new CourseError(
      `${name}:${line}:${column}: expected students: with lines "submission: id of the student", a list of ids, or nobody`,
    )
  }
  return new Map(Object.entries(read.data.students).map(([key, ids]) => [comparableKey(key), ids.filter((id) => id !== NOBODY)] as const))
}

/**
 * The text with decisions added or replaced; everything else in it stays, comments too.
 *
 * @param text - of the file, or nothing where there is none.
 * @param added - by submission or by what it says, in the order in which they are written.
 */
export function withDecisions(text: string, added: Iterable<readonly [key: string, students: readonly string[]]>): string {
  const document = parseDocument(text === '' ? HEAD : text)
  for (const [key, ids] of added) {
    const value = ids.length === 0 ? NOBODY : ids.length === 1 ? ids[0] : [...ids]
    document.setIn(['students', key], value)
  }
  return document.contents === null ? stringify({ students: {} }) : document.toString({ lineWidth: 0 })
}

const HEAD = `# Whose submissions are, as decided by hand. assay intake and assay grade read it.
# A key is a submission of the download, or what a platform says of it: "id:…", "email:…" or "name:…".
students: {}
`
