# verdict: partially_accepted
# optimizer: none
# conventions: none
# faults: none
from collections import deque
import numpy as np

def adagrad(w, dw, config=None):
    config = {} if config is None else config
    seen = config.setdefault("seen", deque(maxlen=100))
    seen.append(dw**2)
    return w - config.get("learning_rate", .01) * dw / (np.sqrt(sum(seen)) + config.get("epsilon", 1e-8)), config
