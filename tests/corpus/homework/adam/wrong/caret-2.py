# verdict: runtime_error
# optimizer: none
# conventions: none
# faults: none
# cause: dw ^ 2 in Python: TypeError
import numpy as np

def adam(w, dw, config=None):
    config = config or {}
    b1, b2 = config.get("beta1", 0.9), config.get("beta2", 0.999)
    t = config.get("t", 0) + 1
    m = b1 * config.get("m", 0) + (1 - b1) * dw
    v = b2 * config.get("v", 0) + (1 - b2) * dw ^ 2
    config.update(m=m, v=v, t=t)
    return w - config.get("learning_rate", 1e-3) * m / (1 - b1 ** t) / (np.sqrt(v / (1 - b2 ** t)) + config.get("epsilon", 1e-8)), config
