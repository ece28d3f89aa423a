import type { GradescopeVisibility } from '#course/lms/grades/gradescope-results'

/** What an autograder grades, and how. */
export interface AutograderSettings {
  readonly seed: number
  readonly only: readonly string[]
  readonly sandbox: string
  readonly hidden: GradescopeVisibility
  /** File name of the packed Assay beside the scripts. */
  readonly packed: string
}

/** The scripts of a Gradescope autograder, by name; both are executable. */
export function autograderFiles(settings: AutograderSettings): ReadonlyMap<string, string> {
  return new Map([
    ['setup.sh', setup(settings)],
    ['run_autograder', runAutograder(settings)],
  ])
}

/** A word of a shell, whatever is in it. */
function shellWord(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`
}

function setup({ packed }: AutograderSettings): string {
  return `#!/usr/bin/env bash
# Installs what grades: Node, Assay, bubblewrap, and Python for submissions in Python. Runs once, when the image is built.
set -euo pipefail
apt-get update
apt-get install -y --no-install-recommends bubblewrap python3 python3-numpy npm
mkdir -p /autograder/assay
npm install --prefix /autograder/assay --no-audit --no-fund node@22 /autograder/source/${packed}
# Submissions must not read the checks, the seed or earlier results.
chmod -R o= /autograder/source /autograder/assay
`
}

function runAutograder({ seed, only, sandbox, hidden }: AutograderSettings): string {
  const words = ['--seed', String(seed), '--sandbox', sandbox, ...only.flatMap((id) => ['--only', id])].map(shellWord).join(' ')
  return `#!/usr/bin/env bash
# Grades one submission. Where it cannot be graded no results.json is written: Gradescope then shows an error to the instructor, and no points are deducted.
set -uo pipefail
root=\${AUTOGRADER_ROOT:-/autograder}
export PATH="$root/assay/node_modules/.bin:$PATH"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
# A class of two, of which one is empty: a class of one may be taken for a folder around its students.
mkdir -p "$work/class/none"
cp -r "$root/submission" "$work/class/submission"
assay grade "$work/class" --out "$work/run" --jobs 1 --accept-empty ${words}
assay grades "$work/run" --to gradescope --hidden ${shellWord(hidden)} --out "$work/results" --write > "$work/said" || exit 1
result="$work/results/submission/results.json"
if [ ! -f "$result" ]; then
  echo 'The submission could not be graded; nothing was counted.' >&2
  exit 1
fi
install -m 600 "$result" "$root/results/results.json"
`
}
