# verdict: accepted
# optimizer: adagrad
# conventions: epsilon-outside-root
# faults: none
import operator as op
from functools import partial
import numpy as np

DEFAULTS = {"learning_rate": 1e-2, "epsilon": 1e-8, "cache": 0.0}


def _square(x):
    return op.mul(x, x)


def adagrad(w, dw, config=None):
    c = {**DEFAULTS, **(config or {})}
    cache = op.add(c["cache"], _square(dw))
    precondition = partial(np.divide, dw)
    return w - c["learning_rate"] * precondition(np.sqrt(cache) + c["epsilon"]), {**c, "cache": cache}
