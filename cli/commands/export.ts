import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { EXIT, type ExitCode } from '#grading/runner/exit-codes'
import type { Io } from '#grading/runner/io'
import { writeNewFiles } from '#kit/starter/write-new-files'

const SCRIPT = 'assay_export.py'

/** `assay export [dir]`: the script with which students write a network of PyTorch as a file that is run without their code. */
export function exportScript(dir: string, io: Io): ExitCode {
  const content = readFileSync(new URL(`../../kit/export/${SCRIPT}`, import.meta.url), 'utf8')
  writeNewFiles(resolve(io.cwd, dir), dir, [{ path: SCRIPT, content }])
  io.out(
    `${dir}: ${SCRIPT}, which needs PyTorch and nothing else. Where your trained network is:\n` +
      '  from assay_export import export\n' +
      '  export(model, "models/cnn", (1, 28, 28))   # models/cnn.safetensors and models/cnn.json\n' +
      'The roles of the sheet stand in its statements, what a network may hold in docs/model-files.md. Then:\n' +
      '  assay check\n',
  )
  return EXIT.ok
}
