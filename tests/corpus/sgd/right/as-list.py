# verdict: accepted
# optimizer: sgd
# conventions: none
# faults: none
import numpy as np

def sgd(w, dw, config=None):
    cfg = dict(config) if config else dict()
    lr = cfg.get('learning_rate', 1e-2)
    # plain python lists are good enough
    def step(x, g):
        if isinstance(x, list):
            return [step(xi, gi) for xi, gi in zip(x, g)]
        return x - lr * g
    return step(np.asarray(w).tolist(), np.asarray(dw).tolist()), cfg
