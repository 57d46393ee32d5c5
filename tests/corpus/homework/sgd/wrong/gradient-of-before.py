# verdict: wrong_answer
# optimizer: sgd
# conventions: none
# faults: stale-moment
# cause: the gradient is stored, and that of the step before is used
import numpy as np
def sgd(w, dw, config=None):
    if config is None: config = {}
    config.setdefault('learning_rate', 1e-2)
    lr = config['learning_rate']
    g = config.get("g", np.zeros_like(w))
    config["g"] = dw
    return w - lr*g, config
