def classify(images):
    """Reads digits.

    images: (N, 28, 28) pixels between 0 (background) and 1.
    Returns (N, 10) scores, the largest for the digit that is read, or (N,) digits.
    """
    raise NotImplementedError("not implemented")


def confusion_matrix(labels, predictions, classes):
    """How often each class was taken for each other.

    labels, predictions: (N,) classes from 0; classes: their number C.
    Returns (C, C) counts, a row per true class.
    """
    raise NotImplementedError("not implemented")


def most_confused(matrix):
    """The pairs of classes that are confused most, at most five.

    matrix: (C, C) counts, a row per true class.
    Returns a list of pairs [i, j], the most confused first.
    """
    raise NotImplementedError("not implemented")
