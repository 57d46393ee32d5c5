# verdict: wrong_answer
# optimizer: sgd
# conventions: none
# faults: hyperparameter-altered
# cause: half the step (factor 1/2)
import numpy as np

def sgd(w, dw, config=None):
    config = {} if config is None else config
    return w - 0.5 * config.get("learning_rate", 1e-2) * dw, config
