# verdict: partially_accepted
# optimizer: sgd
# conventions: none
# faults: hyperparameter-fixed
# cause: The learning rate is hard-coded to 0.01, config's learning_rate is ignored (agrees at the default only).
import numpy as np

LEARNING_RATE = 0.01

def sgd(w, dw, config=None):
    if config is None:
        config = {'learning_rate': LEARNING_RATE}
    w = w - LEARNING_RATE * dw
    return w, config
