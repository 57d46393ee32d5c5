# verdict: partially_accepted
# optimizer: rmsprop
# conventions: epsilon-outside-root
# faults: reads-other-key
# cause: asks for "rho", as Keras calls it
import numpy as np


def rmsprop(w, dw, config=None):
    config = {} if config is None else config
    lr, rho, eps = (config.get(k, d) for k, d in (("learning_rate", 0.01), ("rho", 0.99), ("epsilon", 1e-8)))
    config["ms"] = rho * config.get("ms", np.zeros_like(w)) + (1 - rho) * dw**2
    return w - lr * dw / (np.sqrt(config["ms"]) + eps), config
