import type { FieldRule } from '../formats/declared/fields.ts'
import type { LayerKind } from '../formats/declared/layer.ts'
import { LAYERS } from '../formats/declared/layers.ts'

/** A whole declaration, which a test reads. */
export const EXAMPLE = `{
  "input": [1, 28, 28],
  "layers": [
    {"layer": "Conv2d", "weights": "conv1", "padding": 1},
    {"layer": "BatchNorm2d", "weights": "bn1"},
    {"layer": "ReLU"},
    {"layer": "MaxPool2d", "kernel_size": 2},
    {"layer": "Conv2d", "weights": "conv2", "padding": "same"},
    {"layer": "LeakyReLU", "negative_slope": 0.1},
    {"layer": "AvgPool2d", "kernel_size": 2},
    {"layer": "Flatten"},
    {"layer": "Dropout", "p": 0.5},
    {"layer": "Linear", "weights": "fc.0"}
  ]
}`

/** `docs/model-files.md`, from the table that declared layers are read by. */
export function modelFilesPage(): string {
  return `# Model files

Instead of functions you may submit trained networks as files, \`models/<role>\`; the statements name the roles, such as \`cnn\` or \`ae-encoder\`. A file answers for a
function that your code does not have. Nothing of it is run as a program, and you need no code beside it.

| file | what it is |
|---|---|
| \`models/cnn.pt\` or \`.pth\`, and \`models/cnn.json\` | \`torch.save(model.state_dict(), "models/cnn.pt")\` and the layers that the weights belong to |
| \`models/cnn.safetensors\` and \`models/cnn.json\` | the same weights in another format |
| \`models/cnn.onnx\` | \`torch.onnx.export(…)\`; its operators are in [onnx-operators.md](onnx-operators.md) |
| \`models/cnn/model.json\` and its shards | \`model.save\` of TensorFlow.js, or \`tensorflowjs_converter --output_format tfjs_layers_model\` |

Classes with their \`.pt\` files, as you trained them, need none of this: [pytorch.md](pytorch.md).

## Let a script write it

\`\`\`sh
npx assay export        # writes assay_export.py here
\`\`\`

\`\`\`python
from assay_export import export
export(cnn, "models/cnn", (1, 28, 28))                  # the shape of one image, as forward takes it
export(ae.encoder, "models/ae-encoder", (1, 28, 28))
export(ae.decoder, "models/ae-decoder", (10,))          # the shape of one code
export(net.decoder, "models/cae-skip-decoder", (10,), (8, 28, 28), (16, 14, 14))   # of a code and its skips
\`\`\`

It follows \`forward\` and writes \`models/cnn.safetensors\` and \`models/cnn.json\`: layers of \`torch.nn\`, the same as functions (\`F.relu\`, \`F.max_pool2d\`), reshapes, and \`+\` or
\`torch.cat\` of what was computed before. It needs PyTorch 1.13 or newer and nothing else. What it cannot write is named as an error.

## The JSON of layers

\`\`\`json
${EXAMPLE}
\`\`\`

This is the network

\`\`\`python
def forward(self, x):
    x = F.max_pool2d(F.relu(self.bn1(self.conv1(x))), 2)
    x = F.avg_pool2d(F.leaky_relu(self.conv2(x), 0.1), 2)
    return self.fc(torch.flatten(x, 1))          # self.fc = nn.Sequential(nn.Linear(…))
\`\`\`

- \`layers\` stand in the order in which \`forward\` runs them, those without weights too. The fields of a layer are the arguments of its class in \`torch.nn\`, with the same names and
  defaults; \`null\` is \`None\`. A field that is not in the table below is refused by its name.
- \`weights\` is the name of the layer in the state dict: \`conv1\` for \`conv1.weight\` and \`conv1.bias\`, \`encoder.0\` for \`encoder.0.weight\`, and so for \`running_mean\` and
  \`running_var\`. Sizes follow from the weights; where you say them (\`in_features\`, \`kernel_size\`) they have to agree. To see the names: \`print(model.state_dict().keys())\`.
- \`input\` is the shape of one image as the first layer takes it, without the batch: \`[1, 28, 28]\` (also where it is left out) or \`[784]\`; of a decoder the shape of one code.
- \`unused\` names what stands in front of weights that no layer here uses: \`"unused": ["decoder"]\` for an encoder that lies in one file with its decoder. Other weights that no
  layer uses are refused, because a layer was forgotten.
- \`state_dict\` is the key of a checkpoint with several state dicts.

## Skips

\`{"layer": "Skip", "name": "x1"}\` keeps what is there under a name and hands it out behind the result of the network. \`AddSkip\` and \`ConcatSkip\` of the same name take it again, later in
the same file or, with its \`shape\`, in the decoder's. Between two files of layers skips go by their names, in any order. If the encoder is something else, its skips come
without names; then \`"skips": ["x1", "x2"]\` beside the layers of the decoder says their order.

## \`.pt\` and \`.pth\`

- A state dict, or a checkpoint such as \`{"model_state_dict": …, "optimizer_state_dict": …, "epoch": 3}\` with one state dict in it: your report says which part is used.
- \`module.\` (DataParallel) and \`_orig_mod.\` (torch.compile) in front of the names are left out; your report says so.
- float32, float64, float16, bfloat16, integers and bool, from whatever device. Everything is computed in float32.
- Not supported: a whole module (\`torch.save(model)\`), files of PyTorch before 1.6, TorchScript, and pickles or arrays of numpy under this name. The sentence says what the file is
  and gives the line of Python that converts it.

## Layers

| layer | tensors | fields | remarks |
|---|---|---|---|
${Object.entries(LAYERS)
  .map(([name, kind]) => row(name, kind))
  .join('\n')}

\`n\` is an integer, \`x\` any number; of two the vertical one stands first, of four left, right, top and bottom. What stands in brackets is taken where you do not say it. Every layer and every field is compared with PyTorch 1.13 and 2.13. This page is written from the
table in \`submissions/adapters/model/formats/declared/layers\` by \`npx vitest run submissions/adapters/model/formats/declared -u\`.

**Limits**: 500 layers, 8 million parameters, 4 million numbers and 200 million multiplications for one image.
`
}

function row(name: string, { tensors = {}, fields = {}, note = '' }: LayerKind): string {
  const parts = Object.entries(tensors).map(([part, { optional }]) => `${part}${optional === true ? ' (optional)' : ''}`)
  const said = Object.entries(fields).map(([field, rule]) => `\`${field}\`: ${fieldText(rule)}`)
  return `| ${name} | ${parts.join(', ')} | ${said.join('; ')} | ${note} |`
}

function fieldText(rule: FieldRule): string {
  if (rule.is === 'anything') return `any, ${rule.noEffect}`
  const missing = rule.missing === undefined ? (rule.optional === true ? '' : ', required') : ` (${shown(rule.missing)})`
  return `${valuesOf(rule)}${missing}`
}

/** In the words that the page explains. */
const VALUES: Readonly<Record<Exclude<FieldRule['is'], 'anything'>, string>> = {
  whole: 'n',
  pair: 'n or [n, n]',
  number: 'x',
  flag: 'true or false',
  text: 'a text',
  sizes: '[n, …]',
  scales: 'x or [x, x]',
  padding: 'n, [n, n], "same" or "valid"',
  sides: 'n or [n, n, n, n]',
}

function valuesOf(rule: FieldRule): string {
  if (rule.only !== undefined) return rule.only.map((one) => JSON.stringify(one)).join(' or ')
  return rule.is === 'anything' ? 'any' : VALUES[rule.is]
}

function shown(value: FieldRule['missing']): string {
  return Array.isArray(value) && value[0] === value[1] ? String(value[0]) : JSON.stringify(value)
}
