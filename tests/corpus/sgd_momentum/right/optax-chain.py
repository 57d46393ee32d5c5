# verdict: accepted
# optimizer: momentum
# conventions: heavy-ball, learning-rate-outside-velocity
# faults: none
from collections import namedtuple
import numpy as np

GradientTransformation = namedtuple("GradientTransformation", "init update")

def trace(decay):
    return GradientTransformation(lambda p: np.zeros_like(p), lambda g, s, p=None: ((g + decay * s,) * 2))

def scale(factor):
    return GradientTransformation(lambda p: (), lambda g, s, p=None: (factor * g, s))

def chain(*ts):
    def init(p):
        return tuple(t.init(p) for t in ts)
    def update(g, state, p=None):
        new = []
        for t, s in zip(ts, state):
            g, s = t.update(g, s, p)
            new.append(s)
        return g, tuple(new)
    return GradientTransformation(init, update)

def sgd_momentum(learning_rate=1e-2, momentum=0.9):
    return chain(trace(momentum), scale(-learning_rate))
