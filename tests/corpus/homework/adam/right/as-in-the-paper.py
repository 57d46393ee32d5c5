# verdict: accepted
# optimizer: adam
# conventions: epsilon-outside-root
# faults: none
import numpy as np


def adam(theta, g, config=None):
    if config is None:
        config = {}
    alpha = config.get("learning_rate", 1e-3)
    beta1, beta2 = config.get("beta1", 0.9), config.get("beta2", 0.999)
    eps = config.get("epsilon", 1e-8)
    t = config.get("t", 0) + 1
    m = beta1 * config.get("m", 0) + (1 - beta1) * g
    v = beta2 * config.get("v", 0) + (1 - beta2) * g**2
    m_hat, v_hat = m / (1 - beta1**t), v / (1 - beta2**t)
    return theta - alpha * m_hat / (np.sqrt(v_hat) + eps), {**config, "m": m, "v": v, "t": t}
