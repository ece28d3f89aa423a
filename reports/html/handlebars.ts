import { createRequire } from 'node:module'

type Handlebars = typeof import('handlebars')

const require = createRequire(import.meta.url)

/** What compiled templates need: a third of the whole. */
export const runtime = require('handlebars/runtime') as Handlebars

/** The whole, with its compiler. Loaded at the first call. */
export function compiler(): Handlebars {
  return require('handlebars') as Handlebars
}
