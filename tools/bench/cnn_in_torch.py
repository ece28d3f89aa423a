"""The reference CNN in PyTorch with one thread. Prints as JSON the seconds of so many forward passes and of so many images' gradients."""

import json
import statistics
import sys
import time

import torch
from torch import nn

inference, training, chunk, batch, rounds = map(int, sys.argv[1:])
torch.set_num_threads(1)
torch.manual_seed(1)
net = nn.Sequential(
    *(nn.Conv2d(1, 8, 3, padding=1), nn.ReLU(), nn.MaxPool2d(2)),
    *(nn.Conv2d(8, 16, 3, padding=1), nn.ReLU(), nn.MaxPool2d(2)),
    *(nn.Flatten(), nn.Dropout(0.25), nn.Linear(784, 48), nn.ReLU(), nn.Linear(48, 10)),
)
images = torch.rand(max(inference, training), 1, 28, 28)
labels = torch.randint(10, (len(images),))


def infer():
    net.eval()
    with torch.no_grad():
        for start in range(0, inference, chunk):
            net(images[start : start + chunk])


def gradients():
    net.train()
    for start in range(0, training, batch):
        net.zero_grad()
        loss = nn.functional.cross_entropy(net(images[start : start + batch]), labels[start : start + batch])
        loss.backward()


def seconds(work):
    work()
    elapsed = []
    for _ in range(rounds):
        started = time.perf_counter()
        work()
        elapsed.append(time.perf_counter() - started)
    return statistics.median(elapsed)


json.dump({"inference": seconds(infer), "training": seconds(gradients)}, sys.stdout)
