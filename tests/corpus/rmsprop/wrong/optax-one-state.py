# verdict: partially_accepted
# optimizer: rmsprop
# conventions: epsilon-outside-root
# faults: state-shared
import numpy as np

nu = {}

def rmsprop(learning_rate=0.01, decay=0.99, eps=1e-8):
    def init(params):
        nu.setdefault(params.shape, np.zeros_like(params))
        return params.shape

    def update(updates, shape, params=None):
        nu[shape] = decay * nu[shape] + (1 - decay) * updates**2
        return -learning_rate * updates / (np.sqrt(nu[shape]) + eps), shape

    return init, update
