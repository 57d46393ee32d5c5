# verdict: accepted
# optimizer: adam
# conventions: epsilon-outside-root
# faults: none
import numpy as np


def adam(w, dw, config=None):
    """The betas belong to the averages, which are made at the first step."""
    if config is None:
        config = {}
    if "averages" not in config:
        config["averages"] = {
            "m": np.zeros_like(w),
            "v": np.zeros_like(w),
            "t": 0,
            "betas": (config.get("beta1", 0.9), config.get("beta2", 0.999)),
        }
    a = config["averages"]
    b1, b2 = a["betas"]
    a["t"] += 1
    a["m"] = b1 * a["m"] + (1 - b1) * dw
    a["v"] = b2 * a["v"] + (1 - b2) * dw * dw
    m_hat = a["m"] / (1 - b1 ** a["t"])
    v_hat = a["v"] / (1 - b2 ** a["t"])
    return w - config.get("learning_rate", 1e-3) * m_hat / (np.sqrt(v_hat) + config.get("epsilon", 1e-8)), config
