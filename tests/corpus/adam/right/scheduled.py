# verdict: accepted
# optimizer: adam
# conventions: epsilon-outside-root
# faults: none
import numpy as np

def adam(w, dw, config=None):
    # only what is None is missing: a warm-up begins at a rate of 0
    c = dict(config) if config is not None else {}
    lr, b1, b2, eps = (d if c.get(k) is None else c[k] for k, d in
                       [("learning_rate", .001), ("beta1", .9), ("beta2", .999), ("epsilon", 1e-8)])
    c["t"] = t = c.pop("t", 0) + 1
    c["mv"] = mv = np.stack([b1 * c.get("mv", [0, 0])[0] + (1 - b1) * dw, b2 * c.get("mv", [0, 0])[1] + (1 - b2) * dw * dw])
    m, v = mv[0] / (1 - b1 ** t), mv[1] / (1 - b2 ** t)
    return w - lr * m / (v ** .5 + eps), c
