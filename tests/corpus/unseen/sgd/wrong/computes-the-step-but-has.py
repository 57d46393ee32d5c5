# verdict: runtime_error
# optimizer: none
# conventions: none
# faults: none
# cause: Unfinished: computes the step but has no return statement (returns None).
import numpy as np

def sgd(w, dw, config=None):
    if config is None: config = {}
    config.setdefault('learning_rate', 1e-2)
    # TODO
    next_w = w - config['learning_rate'] * dw
