# verdict: wrong_answer
# optimizer: rmsprop
# conventions: epsilon-inside-root
# faults: stale-moment
import numpy as np

def rmsprop(learning_rate=0.01, decay=0.99, eps=1e-8):
    def init(params):
        return np.zeros_like(params)

    def update(updates, nu, params=None):
        new_nu = decay * nu + (1 - decay) * np.square(updates)
        return -learning_rate * updates / np.sqrt(nu + eps), new_nu

    return init, update
