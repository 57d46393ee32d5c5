# verdict: wrong_answer
# optimizer: sgd
# conventions: none
# faults: ascent
import numpy as np

def sgd(w, dw, config=None):
    config = dict(config or {})
    lr = config.setdefault('learning_rate', 1e-2)
    direction = -lr * dw      # we go downhill
    return w - direction, config
