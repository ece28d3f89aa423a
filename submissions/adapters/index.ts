import type { Adapter } from './adapter.ts'
import { javascript } from './javascript/javascript.ts'
import { notebook } from './notebook/notebook.ts'
import { python } from './python/python.ts'

/** By hand on purpose: what runs on untrusted material is never found by a glob. */
export const adapters: readonly Adapter[] = [javascript, python, notebook]
