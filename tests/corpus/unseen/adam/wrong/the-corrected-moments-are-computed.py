# verdict: wrong_answer
# optimizer: adam
# conventions: epsilon-outside-root
# faults: no-first-bias-correction, no-second-bias-correction
# cause: The corrected moments are computed but never used: the step uses raw m and v, so there is no bias correction.
import numpy as np

def adam(w, dw, config=None):
    if config is None:
        config = {}
    config.setdefault("learning_rate", 1e-3)
    config.setdefault("beta1", 0.9)
    config.setdefault("beta2", 0.999)
    config.setdefault("epsilon", 1e-8)
    config.setdefault("m", np.zeros_like(w))
    config.setdefault("v", np.zeros_like(w))
    config.setdefault("t", 0)

    beta1, beta2 = config["beta1"], config["beta2"]
    config["t"] += 1

    m = config["m"] * beta1 + dw * (1 - beta1)
    m_t = m / (1 - beta1 ** config["t"])
    v = config["v"] * beta2 + (dw ** 2) * (1 - beta2)
    v_t = v / (1 - beta2 ** config["t"])

    w = w - config["learning_rate"] * m / (np.sqrt(v) + config["epsilon"])

    config["m"], config["v"] = m, v
    return w, config
