# verdict: wrong_answer
# optimizer: adam
# conventions: epsilon-outside-root
# faults: other-decay
# cause: the gradient enters m with 1 - beta2
import numpy as np


def adam(w, dw, config=None):
    if config is None:
        config = {}
    lr, beta1, beta2, eps = [config.get(k, d) for k, d in
                             [("learning_rate", 1e-3), ("beta1", 0.9), ("beta2", 0.999), ("epsilon", 1e-8)]]
    m, v, t = config.get("m", np.zeros_like(w)), config.get("v", np.zeros_like(w)), config.get("t", 0)
    t += 1
    m = beta1 * m + (1 - beta2) * dw
    v = beta2 * v + (1 - beta2) * (dw * dw)
    config["m"], config["v"], config["t"] = m, v, t
    mb = m / (1 - beta1**t)
    vb = v / (1 - beta2**t)
    return w - lr * mb / (np.sqrt(vb) + eps), config
