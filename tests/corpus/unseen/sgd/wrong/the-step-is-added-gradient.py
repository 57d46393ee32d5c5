# verdict: wrong_answer
# optimizer: sgd
# conventions: none
# faults: ascent
# cause: Sign: the step is added (gradient ascent).
import numpy as np

def sgd(w, dw, config=None):
    if config is None: config = {}
    config.setdefault('learning_rate', 1e-2)
    w += config['learning_rate'] * dw
    return w, config
