# verdict: wrong_answer
# optimizer: sgd
# conventions: none
# faults: step-returned
# cause: returns the step, not the new weights
import numpy as np

def sgd(w, dw, config=None):
    if config is None:
        config = {}
    config.setdefault("learning_rate", 1e-2)
    next_w = -config["learning_rate"] * dw
    return next_w, config
