import type { AttributeRule, Operator } from '../formats/onnx/operator.ts'
import { OPERATORS, OPSETS } from '../formats/onnx/operators.ts'

/** `docs/onnx-operators.md`, from the table that models are read by. */
export function operatorsPage(): string {
  const names = Object.keys(OPERATORS).sort()
  const rows = names.map((name) => row(name, OPERATORS[name] as Operator))
  return `# ONNX operators

A network that is submitted as \`models/<role>.onnx\` may use these ${names.length} operators of the ONNX standard (no other domain), of opset ${OPSETS[0]} to ${OPSETS[1]}. Everything
is computed in float32, also where a file says float64. What the table does not name is refused with the name of the step, the operator and
the attribute; nothing is passed over.

- **Inputs** are arrays of float32 (or float64), the images in their first axis, of any or of a fixed number. Images are [n, 1, 28, 28], [n, 28, 28] or [n, 784], as the
  file says. Other axes may be left open as long as they follow from what comes.
- **Constants** are float32, float64, bool, and integers of 8, 16, 32 and 64 bits. What takes constants only is computed before the model runs: reshaped or transposed
  weights, weights that are dequantised, and sizes worked out by \`Shape\`, \`Gather\`, \`Concat\` and others.
- **Quantised models** are read in all three forms: \`QuantizeLinear\` and \`DequantizeLinear\` around other operators, \`QLinear…\`, and \`…Integer\` with
  \`DynamicQuantizeLinear\`. Where a number lies in the middle between two steps, another order of summation can lead to the other one.
- **External data**, as PyTorch writes it (\`cnn.onnx.data\`), is read from files beside the model under the name that the model says. Or save one file:
  \`torch.onnx.export(…, external_data=False)\`.
- **Not run**: loops and branches, functions of the file's own, sparse tensors, random numbers, recurrent layers, float16, and any operator that trains.
- **Classifiers of skl2onnx** add labels and \`ZipMap\` of the domain ai.onnx.ml. \`onnx.utils.extract_model("mlp.onnx", "models/cnn.onnx", ["X"], ["probabilities"])\`
  keeps the network alone.
- **Limits**: 8 million parameters, 1000 operators, arrays of 6 axes, 4 million numbers and 200 million multiplications for one image.

"Versions" are the opsets that brought or changed the operator, as far as they are read. An attribute without values is read whatever it says.

| operator | versions | attributes | remarks |
|---|---|---|---|
${rows.join('\n')}

Each operator is compared with onnxruntime; the files and its answers are in \`fixtures/models/onnx\`, among them networks as PyTorch (both exporters), Keras and
onnxruntime's quantisation export them. Those of tf2onnx and skl2onnx are built by hand with \`onnx.helper\` after the
sources of these packages. This page is written from the table in
\`submissions/adapters/model/formats/onnx/operators\` by \`npx vitest run submissions/adapters/model/formats/onnx/table.test.ts -u\`.
`
}

function row(name: string, { versions, until, attributes = {}, note = '' }: Operator): string {
  const read = Object.entries(attributes).map(([attribute, rule]) => attributeText(attribute, rule))
  const last = until === undefined ? '' : ` (until ${until})`
  return `| ${name} | ${versions
    .map((version) => Math.max(version, OPSETS[0]))
    .filter(isFirst)
    .join(', ')}${last} | ${read.join('; ')} | ${note} |`
}

function isFirst<T>(item: T, i: number, all: readonly T[]): boolean {
  return all.indexOf(item) === i
}

function attributeText(name: string, { only, since, until, noEffect }: AttributeRule): string {
  const when = [since === undefined ? '' : `from ${since}`, until === undefined ? '' : `until ${until}`].filter((part) => part !== '')
  const what = noEffect === undefined ? (only === undefined ? '' : `: ${only.join(', ')}`) : `: any, ${noEffect}`
  return `\`${name}\`${when.length === 0 ? '' : ` (${when.join(', ')})`}${what}`
}
