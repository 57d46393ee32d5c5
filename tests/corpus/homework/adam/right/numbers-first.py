# verdict: accepted
# optimizer: adam
# conventions: epsilon-outside-root
# faults: none
import numpy as np


def adam(w, dw, config=None):
    if config is None:
        config = {}
    lr = float(config.get("learning_rate", "0.001"))
    beta_1 = float(config.get("beta1", 0.9))
    beta_2 = float(config.get("beta2", 0.999))
    eps = float(config.get("epsilon", 1e-8))
    t = int(config.get("iteration", 0)) + 1
    m = np.asarray(config.get("m", np.zeros(np.shape(w))), dtype=np.float64)
    v = np.asarray(config.get("v", np.zeros(np.shape(w))), dtype=np.float64)
    m = m * beta_1 + dw * (1 - beta_1)
    v = v * beta_2 + dw * dw * (1 - beta_2)
    config["m"], config["v"], config["iteration"] = m, v, t
    bias1, bias2 = 1 - beta_1**t, 1 - beta_2**t
    return w - lr * (m / bias1) / (np.sqrt(v / bias2) + eps), config
