# verdict: accepted
# optimizer: rmsprop
# conventions: epsilon-outside-root
# faults: none
import numpy as np

def rmsprop(w, dw, config=None):
    config = {} if config is None else config
    lr = config.get("learning_rate", 1e-2); rho = config.get("decay_rate", .99); eps = config.get("epsilon", 1e-8)
    # keep the root, combine by norm
    q = np.linalg.norm(np.stack([np.sqrt(rho)*config.get("q", np.zeros_like(w)), np.sqrt(1-rho)*dw]), axis=0)
    config["q"] = q
    return w - (dw*lr)/(q+eps), config
