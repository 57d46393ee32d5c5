# verdict: accepted
# optimizer: momentum
# conventions: heavy-ball, learning-rate-outside-velocity
# faults: none
from types import SimpleNamespace
import numpy as np


def sgd_momentum(learning_rate=1e-2, momentum=0.9):
    init = lambda params: SimpleNamespace(trace=np.zeros_like(params))

    def update(updates, state):
        trace = updates + momentum * state.trace
        return -learning_rate * trace, SimpleNamespace(trace=trace)

    return SimpleNamespace(init=init, update=update)
