# verdict: partially_accepted
# optimizer: adam
# conventions: epsilon-outside-root
# faults: hyperparameter-fixed
# cause: betas and epsilon are constants of the file
import numpy as np

BETA1, BETA2, EPS = 0.9, 0.999, 1e-8


def adam(w, dw, config=None):
    config = {} if config is None else config
    lr = config.get("learning_rate", 1e-3)
    t = config["t"] = config.get("t", 0) + 1
    m = config["m"] = BETA1 * config.get("m", np.zeros_like(w)) + (1 - BETA1) * dw
    v = config["v"] = BETA2 * config.get("v", np.zeros_like(w)) + (1 - BETA2) * dw**2
    return w - lr * (m / (1 - BETA1**t)) / (np.sqrt(v / (1 - BETA2**t)) + EPS), config
