# verdict: partially_accepted
# optimizer: none
# conventions: none
# faults: none
import numpy as np

def adam(w, dw, config=None):
    config = {} if config is None else config
    if "learning_rate" not in config:
        config.update(learning_rate=1e-3, beta1=0.9, beta2=0.999, epsilon=1e-8)
    b1, b2 = config.get("beta1", 0.9), config.get("beta2", 0.999)
    t = config.get("t", 0) + 1
    m = b1 * config.get("m", 0) + (1 - b1) * dw
    v = b2 * config.get("v", 0) + (1 - b2) * dw**2
    config.update(m=m, v=v, t=t)
    step = m / (1 - b1**t) / (np.sqrt(v / (1 - b2**t)) + config.get("epsilon", 1e-8))
    return w - config["learning_rate"] * step, config
