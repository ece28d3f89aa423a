import { spawnSync } from 'node:child_process'
import { createRequire } from 'node:module'
import type { AxeResults } from 'axe-core'
import { chromium } from 'playwright-core'

const AXE = createRequire(import.meta.url).resolve('axe-core/axe.min.js')

/** How a page is looked at. */
export interface Look {
  /** CSS pixels. */
  readonly width: number
  readonly colours: 'light' | 'dark'
}

export interface Examined {
  /** `rule: what it asks for; element`, one for each element that breaks a rule. */
  readonly violations: readonly string[]
  /** How many elements passed a rule; 0 says that nothing was looked at. */
  readonly passed: number
  /** How many texts were found to have enough contrast. */
  readonly contrasts: number
}

export interface Axe {
  /** Runs every rule of axe-core on a page as it is shown with all its details open. */
  examine(page: string, look: Look): Promise<Examined>
  close(): Promise<void>
}

/** Debian's Chromium with axe-core, for pages that load nothing. */
export async function openAxe(): Promise<Axe> {
  const executablePath = spawnSync('sh', ['-c', 'command -v chromium'], { encoding: 'utf8' }).stdout.trim()
  // Chromium has no sandbox of its own for root, and the pages are of the tests.
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] })
  // Our pages allow no script: the policy is passed by for the one of axe-core.
  const page = await (await browser.newContext({ bypassCSP: true })).newPage()
  return {
    async examine(text, { width, colours }) {
      await page.setViewportSize({ width, height: 900 })
      await page.emulateMedia({ colorScheme: colours })
      await page.setContent(text)
      await page.addScriptTag({ path: AXE })
      const results = (await page.evaluate(
        "document.querySelectorAll('details').forEach((one) => { one.open = true }); axe.run({ resultTypes: ['violations', 'passes'] })",
      )) as AxeResults
      return {
        violations: results.violations.flatMap(({ id, help, nodes }) => nodes.map(({ html }) => `${id}: ${help}; ${html}`)),
        passed: results.passes.reduce((sum, { nodes }) => sum + nodes.length, 0),
        contrasts: results.passes.find(({ id }) => id === 'color-contrast')?.nodes.length ?? 0,
      }
    },
    close: () => browser.close(),
  }
}
