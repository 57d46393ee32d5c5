# verdict: wrong_answer
# optimizer: adam
# conventions: none
# faults: epsilon-misplaced
import numpy as np

def adam(w, dw, config=None):
    # safe is safe
    config = config or {}
    b1, b2, eps = config.get("beta1", 0.9), config.get("beta2", 0.999), config.get("epsilon", 1e-8)
    t = config["t"] = config.get("t", 0) + 1
    m = config["m"] = b1 * config.get("m", np.zeros_like(w)) + (1 - b1) * dw
    v = config["v"] = b2 * config.get("v", np.zeros_like(w)) + (1 - b2) * dw**2
    m_hat, v_hat = m / (1 - b1**t), v / (1 - b2**t)
    return w - config.get("learning_rate", 1e-3) * m_hat / (np.sqrt(v_hat + eps) + eps), config
