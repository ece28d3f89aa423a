from digits import logits, most_confused

classify = logits


def confusion_matrix(labels, predictions, classes):
    present = sorted(set(list(labels) + list(predictions)))
    pairs = list(zip(labels, predictions))
    return [[pairs.count((t, p)) for p in present] for t in present]
