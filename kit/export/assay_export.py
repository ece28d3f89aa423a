"""Writes a network of PyTorch as models/<role>.safetensors with its layers in models/<role>.json, which Assay runs without your code.

    from assay_export import export
    export(cnn, "models/cnn", (1, 28, 28))                 # the shape of one image, as forward takes it
    export(ae.decoder, "models/ae-decoder", (10,))         # of one code
    export(net.decoder, "models/cae-skip-decoder", (10,), (8, 28, 28), (16, 14, 14))   # of a code and its skips, in their order

It needs PyTorch 1.13 or newer and nothing else. Written are the layers that forward runs, with their settings and weights: modules of
torch.nn, the same as functions, reshapes, and + or torch.cat of a result that was computed before. What else it does is named as an error.
An encoder may return its code and, behind it, skips; a decoder takes them in the same order, one by one or as a list.
"""
import json
import operator
import os
import struct

import torch
import torch.fx

POOL = ("kernel_size", "stride", "padding")
CONV = ("in_channels", "out_channels", "kernel_size", "stride", "padding", "dilation", "groups", "padding_mode")
NORM = ("num_features", "eps", "affine", "track_running_stats")
# The settings of each layer, in the order of its arguments where a function of the same kind has them.
LAYERS = {
    "Linear": ("in_features", "out_features"),
    "Conv2d": CONV, "ConvTranspose2d": CONV + ("output_padding",),
    "BatchNorm1d": NORM, "BatchNorm2d": NORM, "InstanceNorm2d": NORM,
    "GroupNorm": ("num_groups", "num_channels", "eps", "affine"), "LayerNorm": ("normalized_shape", "eps", "elementwise_affine"),
    "MaxPool2d": POOL + ("dilation", "ceil_mode", "return_indices"),
    "AvgPool2d": POOL + ("ceil_mode", "count_include_pad", "divisor_override"),
    "AdaptiveAvgPool2d": ("output_size",), "AdaptiveMaxPool2d": ("output_size", "return_indices"),
    "Upsample": ("size", "scale_factor", "mode", "align_corners", "recompute_scale_factor"),
    "UpsamplingNearest2d": ("size", "scale_factor"), "UpsamplingBilinear2d": ("size", "scale_factor"),
    "ZeroPad2d": ("padding",), "ReflectionPad2d": ("padding",), "ReplicationPad2d": ("padding",), "ConstantPad2d": ("padding", "value"),
    "PixelShuffle": ("upscale_factor",), "PReLU": ("num_parameters",),
    "LeakyReLU": ("negative_slope",), "ELU": ("alpha",), "CELU": ("alpha",), "GELU": ("approximate",), "Softplus": ("beta", "threshold"),
    "Hardtanh": ("min_val", "max_val"), "Softmax": ("dim",), "LogSoftmax": ("dim",),
    **{name: () for name in "ReLU SELU SiLU Mish Sigmoid LogSigmoid Tanh Softsign ReLU6 Hardsigmoid Hardswish Softmax2d".split()},
}
# Functions of torch and torch.nn.functional, and methods of tensors, that are layers.
FUNCTIONS = {
    "relu": "ReLU", "relu_": "ReLU", "leaky_relu": "LeakyReLU", "elu": "ELU", "selu": "SELU", "celu": "CELU", "gelu": "GELU", "silu": "SiLU",
    "mish": "Mish", "sigmoid": "Sigmoid", "logsigmoid": "LogSigmoid", "log_sigmoid": "LogSigmoid", "tanh": "Tanh", "softsign": "Softsign",
    "softplus": "Softplus", "hardtanh": "Hardtanh", "relu6": "ReLU6", "hardsigmoid": "Hardsigmoid", "hardswish": "Hardswish",
    "softmax": "Softmax", "log_softmax": "LogSoftmax", "max_pool2d": "MaxPool2d", "avg_pool2d": "AvgPool2d", "interpolate": "Upsample",
    "adaptive_avg_pool2d": "AdaptiveAvgPool2d", "adaptive_max_pool2d": "AdaptiveMaxPool2d", "pixel_shuffle": "PixelShuffle",
}
RESHAPES = {"view", "reshape", "flatten", "unflatten", "squeeze", "unsqueeze", "Flatten", "Unflatten"}
NOTHING = {"dropout", "dropout2d", "contiguous", "Dropout", "Dropout1d", "Dropout2d", "AlphaDropout", "Identity", "clone", "float"}
# Arguments of functions that change no number, and what is computed with sizes alone.
NO_EFFECT = {"input", "inplace", "training", "_stacklevel"}
SIZES = {"size", "getattr", "getitem", "mul", "floordiv", "sub"}


def export(model, path, *shapes):
    """Writes path.safetensors and path.json; `shapes` are those of one image and of what else forward takes."""
    while hasattr(model, "_orig_mod") or isinstance(model, torch.nn.DataParallel):
        model = model._orig_mod if hasattr(model, "_orig_mod") else model.module
    shapes = shapes or ((1, 28, 28),)
    like = next((tensor for tensor in model.state_dict().values() if tensor.is_floating_point()), torch.zeros(1))
    training = model.training
    try:
        graph = torch.fx.Tracer().trace(model.eval())
        given = [torch.rand(2, *shape, dtype=like.dtype, device=like.device) for shape in shapes]
        if sum(node.op == "placeholder" for node in graph.nodes) != len(given):
            given = [given[0], given[1:]]
        with torch.no_grad():
            model(*given)
            run(model, graph, given)
        layers, used, skips = layers_of(model, graph)
    except torch.fx.proxy.TraceError as error:
        raise refusal(f"forward decides by numbers what it runs ({error})") from None
    finally:
        model.train(training)
    state = {k: v for k, v in model.state_dict().items() if k.rpartition(".")[0] in used and v.is_floating_point()}
    os.makedirs(os.path.dirname(path) or ".", exist_ok=True)
    with open(f"{path}.json", "w") as file:
        rows = ",\n  ".join(json.dumps(layer) for layer in layers)
        order = f'"skips": {json.dumps(skips)}, ' if skips else ""
        file.write(f'{{"input": {json.dumps(list(shapes[0]))}, {order}"layers": [\n  {rows}]}}\n')
    write_safetensors(state, f"{path}.safetensors")


def run(model, graph, given):
    """Runs what was traced, so that each node knows the shape of what it makes."""
    modules, made, given = dict(model.named_modules()), {}, list(given)
    for node in graph.nodes:
        args, kwargs = (torch.fx.node.map_arg(part, lambda one: made[one]) for part in (node.args, node.kwargs))
        if node.op == "placeholder":
            made[node] = given.pop(0)
        elif node.op == "call_module":
            made[node] = modules[node.target](*args, **kwargs)
        elif node.op == "call_function":
            made[node] = node.target(*args, **kwargs)
        elif node.op == "call_method":
            made[node] = getattr(args[0], node.target)(*args[1:], **kwargs)
        elif node.op == "get_attr":
            made[node] = operator.attrgetter(node.target)(model)
        node.meta["shape"] = list(made[node].shape) if isinstance(made.get(node), torch.Tensor) else []


def layers_of(model, graph):
    """The layers in the order of forward, each with what is kept for a later one; the modules with weights; the skips that are taken."""
    modules, layers, same, names, used = dict(model.named_modules()), {}, {}, {}, set()
    handed_in, current = set(), None

    def keep(node, name):
        if node not in names:
            names[node] = name
            layers[node].append({"layer": "Skip", "name": name})

    for node in graph.nodes:
        shape = node.meta["shape"]
        module = modules[node.target] if node.op == "call_module" else None
        kind = type(module).__name__ if module is not None else getattr(node.target, "__name__", str(node.target))
        taken = [same.get(one, one) for one in flat([node.args, node.kwargs])]
        tensors = [one for one in taken if one in layers]
        if node.op == "placeholder":
            layers[node] = []
            if current is not None:
                handed_in.add(node)
                names[node] = f"skip{len(handed_in)}"
            current = current or node
        elif node.op == "output":
            if taken[0] is not current:
                raise refusal(f"the first result, {taken[0]}, is not what forward computes last")
            for i, other in enumerate(taken[1:]):
                keep(other, f"skip{i + 1}")
        elif kind == "getitem" and node.args[0] in handed_in:
            layers[node], names[node] = [], f"skip{node.args[1] + 1}"
        elif not shape and kind in SIZES:
            continue
        elif kind in NOTHING and tensors == [current]:
            same[node] = current
        else:
            layers[node] = [layer_of(node, kind, module, shape, tensors, current, names, keep)]
            if "weights" in layers[node][0]:
                used.add(node.target)
            current = node
    taken = {layer["name"] for of_node in layers.values() for layer in of_node if "shape" in layer and "name" in layer}
    return [layer for of_node in layers.values() for layer in of_node], used, sorted(taken, key=lambda name: int(name[4:]))


def layer_of(node, kind, module, shape, tensors, current, names, keep):
    """The layer that a node of the traced forward is."""
    if kind in ("add", "iadd", "cat", "concat") and len(tensors) == 2 and current in tensors:
        layer = {"layer": "AddSkip" if "add" in kind else "ConcatSkip"}
        if set(node.kwargs) - {"input", "other", "tensors", "dim"}:
            raise refusal(f"{node} ({kind}) has {', '.join(node.kwargs)} that cannot be written")
        other = tensors[0] if tensors[1] is current else tensors[1]
        if layer["layer"] == "ConcatSkip":
            if (list(node.args[1:]) or [node.kwargs.get("dim", 0)])[0] not in (1, 1 - len(shape)):
                raise refusal(f"{node} joins tensors along another axis than the channels")
            if other is tensors[0] and other is not current:
                layer["before"] = True
        if other in names and names[other].startswith("skip"):
            layer["shape"] = other.meta["shape"][1:]
        keep(other, f"kept {other}")
        return {**layer, "name": names[other]}
    if tensors != [current]:
        raise refusal(f"{node} ({kind}) takes {tensors}; only + and torch.cat take what was computed before the last layer")
    if kind in RESHAPES:
        if shape[0] != 2:
            raise refusal(f"{node} ({kind}) joins the images")
        return {"layer": "Unflatten", "shape": shape[1:]}
    if kind in LAYERS and module is not None:
        weights = {"weights": node.target} if module.state_dict() else {}
        return {"layer": kind, **weights, **{field: told(getattr(module, field)) for field in LAYERS[kind]}}
    if kind in FUNCTIONS and module is None:
        layer, fields = FUNCTIONS[kind], LAYERS[FUNCTIONS[kind]]
        said = {**dict(zip(fields, node.args[1:])), **node.kwargs}
        unread = [k for k, v in said.items() if k not in fields and k not in NO_EFFECT and v not in (None, False)]
        if unread or (layer == "Upsample" and len(node.args) > 1 + len(fields)):
            raise refusal(f"{node} ({kind}) has {', '.join(unread) or 'arguments'} that cannot be written")
        return {"layer": layer, **{k: told(v) for k, v in said.items() if k in fields and v is not None}}
    raise refusal(f"{node if module is None else repr(node.target)} ({kind}) is no layer that can be written")


def flat(args):
    """The nodes in nested arguments, in their order."""
    if isinstance(args, dict):
        args = tuple(args.values())
    if isinstance(args, (tuple, list)):
        return [node for part in args for node in flat(part)]
    return [args] if isinstance(args, torch.fx.Node) else []


def told(value):
    return list(value) if isinstance(value, (tuple, list)) else value


def refusal(why):
    return ValueError(
        f"assay_export: {why}. Write it as layers (nn.Sequential, nn.ReLU(), nn.Flatten()), or hand in the class itself "
        "(models: in submission.yaml), or models/<role>.onnx by torch.onnx.export."
    )


def write_safetensors(state, path):
    """The format of https://github.com/huggingface/safetensors, as float32."""
    header, body = {}, []
    at = 0
    for name, tensor in state.items():
        numbers = struct.pack(f"<{tensor.numel()}f", *tensor.detach().cpu().float().reshape(-1).tolist())
        header[name] = {"dtype": "F32", "shape": list(tensor.shape), "data_offsets": [at, at + len(numbers)]}
        body.append(numbers)
        at += len(numbers)
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 8)
    with open(path, "wb") as file:
        file.write(struct.pack("<Q", len(text)) + text + b"".join(body))
