import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import Handlebars from 'handlebars'
import { markup, shown, type View } from './markup.ts'

export type TemplateName = 'class' | 'student' | 'proof'

const OPTIONS: CompileOptions = { strict: true, knownHelpersOnly: true, preventIndent: true }
const PARTIALS = ['page', 'checks', 'findings', 'excerpt', 'pictures']
const STYLES: { readonly [T in TemplateName]: readonly string[] } = {
  class: ['base', 'charts', 'class'],
  student: ['base', 'charts', 'student', 'statement'],
  proof: ['base', 'class', 'student', 'proof'],
}

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

/** @param read - the text of a file in templates/, for tests that change one. */
export function load(name: TemplateName, read: (file: string) => string = asset): (view: View) => string {
  const handlebars = Handlebars.create()
  for (const partial of PARTIALS) handlebars.registerPartial(partial, handlebars.compile(read(`${partial}.hbs`), OPTIONS))
  const template = handlebars.compile(read(`${name}.hbs`), OPTIONS)
  const style = STYLES[name].map((part) => read(`style/${part}.css`)).join('')
  const hash = createHash('sha256').update(style).digest('base64')
  const policy = `default-src 'none'; style-src 'sha256-${hash}'; img-src data:; base-uri 'none'; form-action 'none'`
  return (view) => template({ ...(shown(view) as Record<string, View>), style: markup(style), policy: markup(policy) })
}

export function asset(name: string): string {
  return readFileSync(new URL(`./templates/${name}`, import.meta.url), 'utf8')
}
