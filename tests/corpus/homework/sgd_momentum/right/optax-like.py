# verdict: accepted
# optimizer: momentum
# conventions: heavy-ball, learning-rate-outside-velocity
# faults: none
from collections import namedtuple

import numpy as np

Rule = namedtuple("Rule", "init update")


def sgd_momentum(learning_rate=0.01, momentum=0.9):
    def init(params):
        return np.zeros_like(params)

    def update(grads, trace, params=None):
        trace = momentum * trace + grads
        return -learning_rate * trace, trace

    return Rule(init, update)
