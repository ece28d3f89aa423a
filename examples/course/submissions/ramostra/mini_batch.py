import random


def minibatch_gradient(per_sample, indices):
    rows = [list(per_sample[int(i)]) for i in indices]
    return [sum(row[k] for row in rows) / len(rows) for k in range(len(rows[0]))]


def sample_minibatch(n, m, seed):
    random.seed(seed)
    return random.sample(list(range(n)), k=m)


def epoch_batches(n, m, seed):
    random.seed(seed)
    rest = random.sample(list(range(n)), k=n)
    batches = []
    while rest:
        batches.append(rest[:m])
        rest = rest[m:]
    return batches


def variance_ratio(n, m, replacement):
    return 1 / m if replacement else (n - m) / (m * n)
