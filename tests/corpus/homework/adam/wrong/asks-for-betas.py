# verdict: partially_accepted
# optimizer: adam
# conventions: epsilon-outside-root
# faults: reads-other-key
# cause: asks for a tuple "betas" as torch has it
import numpy as np


def adam(w, dw, config=None):
    if config is None:
        config = {}
    lr = config.get("learning_rate", 1e-3)
    beta1, beta2 = config.get("betas", (0.9, 0.999))
    eps = config.get("epsilon", 1e-8)
    t = config.get("t", 0) + 1
    m = beta1 * config.get("m", np.zeros_like(w)) + (1 - beta1) * dw
    v = beta2 * config.get("v", np.zeros_like(w)) + (1 - beta2) * dw * dw
    config["t"], config["m"], config["v"] = t, m, v
    return w - lr * (m / (1 - beta1**t)) / (np.sqrt(v / (1 - beta2**t)) + eps), config
