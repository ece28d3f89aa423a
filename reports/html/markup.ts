import type Handlebars from 'handlebars'
import { cut, visible } from '../text/visible.ts'
import { runtime } from './handlebars.ts'

/** Markup of our own making: charts from numbers, mathematics from statements. Everything else a template shows is text. */
export type Markup = Handlebars.SafeString

/** What a template may show. A missing field is an error, so "nothing" is said with `null` or `false`. */
export type View = null | boolean | number | string | Markup | readonly View[] | { readonly [field: string]: View }

const LONGEST_TEXT = 4000
/** A written answer of 64 KiB is shown whole. */
const LONGEST_OUTPUT = 65_536

export function markup(html: string): Markup {
  return new runtime.SafeString(html)
}

/** Text for the inside of an element or a quoted attribute. */
export function escaped(text: string): string {
  return runtime.Utils.escapeExpression(visible(text))
}

/** Text that keeps its lines, for the inside of a `pre`. */
export function preformatted(text: string): Markup {
  return markup(runtime.Utils.escapeExpression(cut(visible(text, 'lines'), LONGEST_OUTPUT)))
}

/** The view with every text made visible and cut; templates escape it. */
export function shown(view: View): View {
  if (typeof view === 'string') return cut(visible(view), LONGEST_TEXT)
  if (view === null || typeof view !== 'object' || view instanceof runtime.SafeString) return view
  if (Array.isArray(view)) return view.map(shown)
  return Object.fromEntries(Object.entries(view).map(([field, value]) => [field, shown(value)]))
}
