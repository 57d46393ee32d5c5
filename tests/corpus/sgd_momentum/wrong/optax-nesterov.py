# verdict: wrong_answer
# optimizer: nesterov
# conventions: heavy-ball, learning-rate-outside-velocity
# faults: none
import numpy as np

def sgd_momentum(learning_rate=0.01, momentum=0.9, nesterov=True):
    def init(params):
        return np.zeros_like(params)
    def update(updates, trace, params=None):
        trace = updates + momentum * trace
        out = updates + momentum * trace if nesterov else trace
        return -learning_rate * out, trace
    return init, update
