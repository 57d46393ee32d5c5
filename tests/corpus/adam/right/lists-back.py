# verdict: accepted
# optimizer: adam
# conventions: epsilon-outside-root
# faults: none
import numpy as np

def adam(w, dw, config=None):
    config = {} if config is None else config
    w, dw = np.asarray(w), np.asarray(dw)
    m = np.asarray(config.get("m", np.zeros(w.shape).tolist()))
    v = np.asarray(config.get("v", np.zeros(w.shape).tolist()))
    t = int(config.get("t", 0)) + 1
    b1, b2 = config.get("beta1", 0.9), config.get("beta2", 0.999)
    m = b1 * m + (1 - b1) * dw
    v = b2 * v + (1 - b2) * dw ** 2
    w = w - config.get("learning_rate", 1e-3) * (m / (1 - b1 ** t)) / (np.sqrt(v / (1 - b2 ** t)) + config.get("epsilon", 1e-8))
    # JSON friendly so that it can be saved
    config["m"], config["v"], config["t"] = m.tolist(), v.tolist(), t
    return w.tolist(), config
