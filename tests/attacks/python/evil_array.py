# expect: bad-return
# An object that becomes an array when asked.
import numpy as np


class Clever:
    def __array__(self, *_, **__):
        return np.zeros(2)


def sgd(w, dw, config=None):
    return Clever(), config
