# verdict: accepted
# optimizer: adam
# conventions: epsilon-outside-root
# faults: none
import itertools
import numpy as np
def adam(w, dw, config=None):
    config = {} if config is None else config
    clock = config.setdefault("clock", itertools.count(1))
    t = next(clock)
    get = lambda k, d: config[k] if k in config else d
    b1, b2 = get("beta1", .9), get("beta2", .999)
    m = config["m"] = b1*get("m", np.zeros_like(w)) + (1-b1)*dw
    v = config["v"] = b2*get("v", np.zeros_like(w)) + (1-b2)*dw**2
    mhat, vhat = m/(1-b1**t), v/(1-b2**t)
    return w - get("learning_rate", 1e-3)*mhat/(np.sqrt(vhat)+get("epsilon", 1e-8)), config
