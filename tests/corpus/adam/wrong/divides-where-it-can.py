# verdict: wrong_answer
# optimizer: adam
# conventions: no-epsilon
# faults: none
import numpy as np

def adam(w, dw, config=None):
    c = dict(config or {})
    b1, b2 = c.get("beta1", .9), c.get("beta2", .999)
    c["t"] = c.get("t", 0) + 1
    c["m"] = b1 * c.get("m", 0 * dw) + (1 - b1) * dw
    c["v"] = b2 * c.get("v", 0 * dw) + (1 - b2) * dw * dw
    root = np.sqrt(c["v"] / (1 - b2 ** c["t"]))
    ratio = np.divide(c["m"] / (1 - b1 ** c["t"]), root, out=np.zeros_like(dw), where=root > 0)
    return w - c.get("learning_rate", 1e-3) * ratio, c
