/** What npm calls after it has installed packages: the build. npx calls it before each command of a checkout, too: there what is built stays. */
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'

const built = existsSync(join(import.meta.dirname, '../dist/cli/main.js'))
if (process.env.npm_command !== 'exec' || !built) {
  process.exitCode = spawnSync('npm', ['run', 'build'], { stdio: 'inherit', shell: process.platform === 'win32' }).status ?? 1
}
