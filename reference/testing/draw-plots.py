"""Draws the plots of the sheet as students draw them with matplotlib: `draw-plots.py DATA OUT SEED STUDENTS`.

DATA is a JSON file: `images` (of each of the first four test images the original, a noisy one, and two that are blurred), `codes`, `labels`,
`counts`. OUT gets a folder plots/ for each student with all fifteen plots, and `styles.json`, which says how each was drawn.
"""
import json
import os
import random
import sys

import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt
import numpy as np
from matplotlib.colors import LogNorm

STYLES = ["default"] * 6 + [
    "classic", "ggplot", "bmh", "fivethirtyeight", "dark_background", "grayscale", "Solarize_Light2", "tableau-colorblind10", "fast",
] + [name for name in plt.style.available if name.startswith("seaborn")]
SEQUENTIAL = ["viridis", "Blues", "gray", "gray_r", "hot", "magma", "cividis", "YlGnBu", "Greens", "plasma", "inferno", "PuBu", "Oranges", "GnBu", "binary", "copper"]
OTHER_MAPS = ["jet", "coolwarm", "RdBu", "rainbow", "RdYlGn", "Spectral", "turbo", "bwr", "seismic", "PiYG"]
QUALITATIVE = ["tab10", "tab10", "tab10", "Set1", "Set3", "Paired", "tab20", "jet", "rainbow", "viridis", "Spectral", "hsv", "nipy_spectral", "gist_rainbow", "turbo", "plasma"]
IMAGE_MAPS = ["gray"] * 5 + ["gray_r"] * 3 + ["Greys", "viridis", "binary", "magma", "hot", "bone", "Blues", "inferno", "jet", "plasma"]
SIZES = [(6.4, 4.8)] * 4 + [(8, 6), (5, 5), (10, 8), (4, 4), (12, 4), (10, 10), (7, 5)]
DPI = [100] * 4 + [72, 80, 120, 150, 200]


def figure(rng, said, rows=1, columns=1, sizes=SIZES, **more):
    size = rng.choice(sizes)
    said.append("%gx%g inches" % size)
    return plt.subplots(rows, columns, figsize=size, squeeze=False, **more)


def save(rng, said, fig, path):
    if rng.random() < 0.4:
        fig.tight_layout()
        said.append("tight_layout")
    options = {"dpi": rng.choice(DPI)}
    said.append("%d dpi" % options["dpi"])
    if rng.random() < 0.35:
        options["bbox_inches"] = "tight"
        said.append("bbox_inches=tight")
    if rng.random() < 0.08:
        options["transparent"] = True
        said.append("transparent")
    fig.savefig(path, **options)
    plt.close(fig)


def title(rng, ax, words):
    if rng.random() < 0.6:
        ax.set_title(words)


def confusion(rng, said, counts):
    counts = np.array(counts, dtype=float)
    scale = rng.choice(["counts"] * 4 + ["rows", "log"])
    shown = counts / counts.sum(axis=1, keepdims=True) if scale == "rows" else counts
    cmap = rng.choice(SEQUENTIAL if rng.random() < 0.6 else OTHER_MAPS)
    way = rng.choice(["imshow", "imshow", "matshow", "pcolormesh", "seaborn", "sklearn"])
    said += [way, cmap, scale]
    fig, [[ax]] = figure(rng, said, sizes=[(6.4, 4.8), (8, 6), (5, 5), (10, 8), (7, 7), (10, 10), (6, 5)])
    norm = {"norm": LogNorm(vmin=0.9, vmax=counts.max())} if scale == "log" else {}
    if scale == "log":
        shown = np.maximum(counts, 0.9)
    if way in ("pcolormesh", "seaborn"):
        lines = {"linewidths": rng.choice([0, 0.5, 1]), "edgecolors": "white"} if way == "seaborn" else {}
        drawn = ax.pcolormesh(shown, cmap=cmap, **norm, **lines)
        ax.invert_yaxis()
        if rng.random() < 0.5:
            ax.set_aspect("equal")
        if way == "seaborn":
            ax.set_xticks(np.arange(10) + 0.5, range(10))
            ax.set_yticks(np.arange(10) + 0.5, range(10))
            for spine in ax.spines.values():
                spine.set_visible(False)
        middle = 0.5
    else:
        drawn = (ax.matshow if way == "matshow" else ax.imshow)(shown, cmap=cmap, interpolation="nearest", **norm)
        ax.grid(False)
        if way == "sklearn":
            ax.set_xticks(range(10))
            ax.set_yticks(range(10))
        middle = 0
    if way in ("seaborn", "sklearn") or rng.random() < 0.4:
        said.append("numbers")
        for i in range(10):
            for j in range(10):
                text = "%.2f" % shown[i, j] if scale == "rows" else "%d" % counts[i, j]
                light = drawn.norm(shown[i, j]) > 0.5
                ax.text(j + middle, i + middle, text, ha="center", va="center", color="white" if light == (cmap in ("Blues", "gray_r")) else "black", fontsize=rng.choice([7, 8, 10]))
    if rng.random() < 0.6:
        said.append("colour bar")
        fig.colorbar(drawn, ax=ax)
    if rng.random() < 0.7:
        ax.set_xlabel("predicted")
        ax.set_ylabel("true")
    title(rng, ax, "Confusion matrix")
    return fig


def embedding(rng, said, codes, labels):
    codes, labels = np.array(codes), np.array(labels)
    x, y = codes[:, 0], codes[:, 1]
    cmap = plt.get_cmap(rng.choice(QUALITATIVE))
    way = rng.choice(["scatter"] * 4 + ["loop"] * 3 + ["plot", "text"])
    said += [way, cmap.name]
    fig, [[ax]] = figure(rng, said)
    size = rng.choice([1, 2, 5, 8, 10, 15, 20, 36])
    alpha = rng.choice([1, 1, 1, 0.8, 0.6, 0.4])
    marker = rng.choice(["o"] * 4 + [".", "x", "+"])
    said.append("s=%d alpha=%g %s" % (size, alpha, marker))
    if way == "scatter":
        drawn = ax.scatter(x, y, c=labels, cmap=cmap, s=size, alpha=alpha, marker=marker)
        if rng.random() < 0.6:
            fig.colorbar(drawn, ax=ax)
        elif rng.random() < 0.5:
            ax.legend(*drawn.legend_elements(), title="digit")
    elif way == "text":
        for i in range(2000):
            ax.text(x[i], y[i], str(labels[i]), color=cmap(labels[i] / 9.0), fontsize=rng.choice([6, 8]), ha="center", va="center")
        ax.set_xlim(x.min() - 0.5, x.max() + 0.5)
        ax.set_ylim(y.min() - 0.5, y.max() + 0.5)
    else:
        for digit in range(10):
            of = labels == digit
            if way == "loop":
                ax.scatter(x[of], y[of], s=size, alpha=alpha, marker=marker, label=str(digit))
            else:
                ax.plot(x[of], y[of], marker, markersize=max(1, size ** 0.5), alpha=alpha, label=str(digit))
        if rng.random() < 0.7:
            outside = {"loc": "center left", "bbox_to_anchor": (1, 0.5)} if rng.random() < 0.3 else {}
            ax.legend(**outside)
    if rng.random() < 0.3:
        ax.grid(True)
    if rng.random() < 0.1:
        ax.axis("off")
        said.append("no axes")
    title(rng, ax, "Embedding")
    return fig


def digits(rng, said, images):
    images = [np.array(image).reshape(28, 28) for image in images]
    names = ["original", "corrupted", "without skips", "with skips"]
    cmap = rng.choice(IMAGE_MAPS)
    way = rng.choice(["row"] * 4 + ["square"] * 3 + ["column", "joined", "joined square"])
    said += [way, cmap]
    limits = {"vmin": 0, "vmax": 1} if rng.random() < 0.3 else {}
    smooth = {"interpolation": rng.choice(["bilinear", "bicubic"])} if rng.random() < 0.1 else {}
    said += ["%s" % limits, "%s" % smooth]
    if way.startswith("joined"):
        fig, [[ax]] = figure(rng, said, sizes=[(8, 3), (6.4, 4.8), (6, 6)])
        whole = np.hstack(images) if way == "joined" else np.vstack([np.hstack(images[:2]), np.hstack(images[2:])])
        ax.imshow(whole, cmap=cmap, **limits, **smooth)
        ax.grid(False)
        if rng.random() < 0.6:
            ax.axis("off")
        title(rng, ax, ", ".join(names))
        return fig
    rows, columns = {"row": (1, 4), "square": (2, 2), "column": (4, 1)}[way]
    sizes = {"row": [(6.4, 4.8), (8, 2), (10, 3), (12, 3), (8, 8)], "square": [(6.4, 4.8), (5, 5), (8, 8), (6, 6)], "column": [(3, 10), (6.4, 9), (4, 12)]}
    fig, axes = figure(rng, said, rows, columns, sizes[way])
    off = rng.random() < 0.6
    titles = rng.random() < 0.7
    bars = rng.random() < 0.1
    for ax, image, name in zip(axes.flat, images, names):
        drawn = ax.imshow(image, cmap=cmap, **limits, **smooth)
        ax.grid(False)
        if off:
            ax.axis("off")
        if titles:
            ax.set_title(name)
        if bars:
            fig.colorbar(drawn, ax=ax)
    if off:
        said.append("no axes")
    if bars:
        said.append("colour bars")
    return fig


def parabola(rng, said, noise):
    of = np.random.RandomState(rng.randrange(2 ** 31))
    x = of.rand(100)
    y = x ** 2
    u, v = x + noise * of.randn(100), y + noise * of.randn(100)
    way = rng.choice(["scatter"] * 3 + ["plot"] * 2)
    fig, [[ax]] = figure(rng, said)
    size = rng.choice([5, 10, 20, 36])
    marker = rng.choice(["o"] * 3 + [".", "x", "+"])
    said += [way, "s=%d %s" % (size, marker)]
    if way == "scatter":
        ax.scatter(u, v, s=size, marker=marker, label="samples", alpha=rng.choice([1, 1, 0.6]))
    else:
        ax.plot(u, v, marker, markersize=size ** 0.5, label="samples")
    if rng.random() < 0.3:
        said.append("with the curve")
        t = np.linspace(0, 1, 200)
        ax.plot(t, t ** 2, color=rng.choice(["red", "black", "orange", "gray"]), label="$y = x^2$", linestyle=rng.choice(["-", "--"]))
    elif noise > 0 and rng.random() < 0.3:
        said.append("with the clean points")
        ax.scatter(x, y, s=size, marker=marker, label="clean")
    if rng.random() < 0.5:
        ax.legend()
    if rng.random() < 0.4:
        ax.grid(True)
    if rng.random() < 0.2:
        said.append("equal axes")
        ax.set_aspect("equal")
    if rng.random() < 0.2:
        said.append("wide limits")
        ax.set_xlim(-0.5, 1.5)
        ax.set_ylim(-0.5, 1.5)
    title(rng, ax, "Parabola")
    return fig


def curve(rng, said):
    of = np.random.RandomState(rng.randrange(2 ** 31))
    epochs = rng.choice([3, 5, 10, 20, 50, 200])
    way = rng.choice(["one"] * 3 + ["log", "two axes", "two panels"])
    said += [way, "%d epochs" % epochs]
    fig, [axes] = figure(rng, said, 1, 2 if way == "two panels" else 1)
    steps = np.arange(1, epochs + 1)
    marker = rng.choice([""] * 3 + ["o", ".", "x"])
    for k in range(rng.choice([1, 2, 2, 3])):
        values = (2.3 - 0.3 * k) * np.exp(-steps / (0.2 * epochs)) + 0.1 + 0.05 * k + 0.02 * of.randn(epochs)
        ax = axes[0]
        ax.plot(steps, np.maximum(values, 1e-3), marker=marker, linestyle=rng.choice(["-", "-", "--"]), label="loss %d" % k)
        if way == "two panels":
            axes[1].plot(steps, 1 - values / 3, marker=marker, label="accuracy")
        if way == "two axes" and k == 0:
            ax.twinx().plot(steps, 1 - values / 3, color="tab:red")
    if way == "log":
        axes[0].set_yscale("log")
    if rng.random() < 0.6:
        axes[0].legend()
    if rng.random() < 0.4:
        axes[0].grid(True)
    axes[0].set_xlabel("epoch")
    title(rng, axes[0], "Training curve")
    return fig


def plots_of(data):
    four = range(4)
    of = {
        "training-curve": lambda rng, said: curve(rng, said),
        "confusion-matrix": lambda rng, said: confusion(rng, said, data["counts"]),
        "parabola": lambda rng, said: parabola(rng, said, 0.0),
        "parabola-corrupted": lambda rng, said: parabola(rng, said, 0.05),
    }
    for name in ("embedding-ae", "embedding-cae", "embedding-cae-skip"):
        of[name] = lambda rng, said: embedding(rng, said, data["codes"], data["labels"])
    for i in four:
        of["reconstructions-%d" % (i + 1)] = of["denoised-%d" % (i + 1)] = lambda rng, said, i=i: digits(rng, said, data["images"][i])
    return of


def main():
    data_path, out, seed, students = sys.argv[1:]
    with open(data_path) as file:
        data = json.load(file)
    styles = {}
    for student in range(int(students)):
        folder = os.path.join(out, "student-%02d" % student, "plots")
        os.makedirs(folder)
        rng = random.Random("%s %d" % (seed, student))
        for name, draw in plots_of(data).items():
            style = rng.choice(STYLES)
            said = [style]
            with plt.style.context(style):
                save(rng, said, draw(rng, said), os.path.join(folder, name + ".png"))
            styles["student-%02d/plots/%s.png" % (student, name)] = ", ".join(said)
    with open(os.path.join(out, "styles.json"), "w") as file:
        json.dump(styles, file, indent=1)


main()
