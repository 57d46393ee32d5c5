# verdict: accepted
# optimizer: adam
# conventions: epsilon-outside-root
# faults: none
import numpy as np

def adam(w, dw, config=None):
    config = {} if config is None else config
    lr = config.get("learning_rate", 1e-3); b1 = config.get("beta1", .9); b2 = config.get("beta2", .999); eps = config.get("epsilon", 1e-8)
    t = config["t"] = config.get("t", 0) + 1
    m = config["m"] = b1*config.get("m", 0) + (1-b1)*dw
    v = config["v"] = b2*config.get("v", 0) + (1-b2)*dw**2
    with np.errstate(divide="ignore"):
        c1 = -np.expm1(t*np.log(b1)); c2 = -np.expm1(t*np.log(b2))
    return w - lr*(m/c1)/(np.sqrt(v/c2)+eps), config
