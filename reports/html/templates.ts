import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { compiler, runtime } from './handlebars.ts'
import { markup, shown, type View } from './markup.ts'
import { prepared } from './prepared.ts'

export type TemplateName = 'class' | 'student' | 'proof' | 'diff' | 'similar'

const OPTIONS: CompileOptions = { strict: true, knownHelpersOnly: true, preventIndent: true }
const PARTIALS = [
  'page',
  'adjustments',
  'changes',
  'checks',
  'code',
  'corrections',
  'equal',
  'excerpt',
  'exercise',
  'findings',
  'mistakes',
  'names',
  'pictures',
  'titles',
]
const STYLES: { readonly [T in TemplateName]: readonly string[] } = {
  class: ['base', 'facts', 'charts', 'class', 'changes', 'students', 'print'],
  student: ['base', 'facts', 'charts', 'student', 'fixes', 'statement', 'print'],
  diff: ['base', 'facts', 'class', 'changes', 'print'],
  proof: ['base', 'class', 'student', 'proof', 'print'],
  similar: ['base', 'charts', 'class', 'similar', 'print'],
}
/** Pages that can do more where scripts run; they are whole without. */
const SCRIPTS: Partial<Record<TemplateName, string>> = { class: 'script/students.mjs' }

const loaded = new Map<TemplateName, (view: View) => string>()

/**
 * A whole page: policy and style come with the layout, so a page works from a file and loads nothing.
 * @throws Error if the view lacks a field that the template names.
 */
export function renderPage(name: TemplateName, view: { readonly [field: string]: View }): string {
  const render = loaded.get(name) ?? load(name)
  loaded.set(name, render)
  return render(view)
}

/**
 * @param read - the text of a file in templates/, for tests that change one.
 * @param compiled - templates from {@link compiledTemplates}; without them they are compiled here.
 */
export function load(
  name: TemplateName,
  read: (file: string) => string = asset,
  compiled: Compiled | undefined = prepared<Compiled>('templates.cjs'),
): (view: View) => string {
  const template = compiled === undefined ? compile(name, read) : fromCompiled(name, compiled)
  const style = STYLES[name].map((part) => read(`style/${part}.css`)).join('')
  const file = SCRIPTS[name]
  const script = file === undefined ? null : read(file)
  const allowed = script === null ? '' : `script-src ${hashOf(script)}; `
  return (view) => {
    const fields = shown(view) as Record<string, View>
    const styled = `${style}${runningTitle(String(fields.title ?? ''))}`
    const policy = `default-src 'none'; ${allowed}style-src ${hashOf(styled)}; img-src data:; base-uri 'none'; form-action 'none'`
    return template({ ...fields, style: markup(styled), script: script === null ? null : markup(script), policy: markup(policy) })
  }
}

const MOST_TITLE = 80

/** The title on each printed sheet. Every character is written as its number, so that nothing in a name can be CSS. */
function runningTitle(title: string): string {
  const content = [...title].slice(0, MOST_TITLE).map((char) => `\\${(char.codePointAt(0) as number).toString(16)} `)
  return `@page {\n  @top-left {\n    content: "${content.join('')}";\n  }\n}\n`
}

/** As a policy names a text that it allows. */
function hashOf(text: string): string {
  return `'sha256-${createHash('sha256').update(text).digest('base64')}'`
}

type Template = (view: Readonly<Record<string, View>>) => string
type Compiled = Readonly<Record<string, TemplateSpecification>>

function compile(name: TemplateName, read: (file: string) => string): Template {
  const handlebars = compiler().create()
  for (const partial of PARTIALS) handlebars.registerPartial(partial, handlebars.compile(read(`${partial}.hbs`), OPTIONS))
  return handlebars.compile(read(`${name}.hbs`), OPTIONS)
}

function fromCompiled(name: TemplateName, compiled: Compiled): Template {
  const handlebars = runtime.create()
  const template = (file: string): Template => {
    const specification = compiled[file]
    if (specification === undefined) throw new Error(`the template ${file} was not compiled; build Assay again`)
    return handlebars.template(specification)
  }
  for (const partial of PARTIALS) handlebars.registerPartial(partial, template(partial))
  return template(name)
}

/** All templates as the text of a CommonJS module, for {@link load} of a build. */
export function compiledTemplates(): string {
  const names = [...PARTIALS, ...Object.keys(STYLES)]
  const parts = names.map((name) => `${JSON.stringify(name)}: ${compiler().precompile(asset(`${name}.hbs`), OPTIONS)}`)
  return `module.exports = {\n${parts.join(',\n')}\n}\n`
}

export function asset(name: string): string {
  return readFileSync(new URL(`./templates/${name}`, import.meta.url), 'utf8')
}
