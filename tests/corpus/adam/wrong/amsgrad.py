# verdict: partially_accepted
# optimizer: amsgrad
# conventions: epsilon-outside-root
# faults: none
import numpy as np


def adam(w, dw, config=None, amsgrad=True):
    config = {} if config is None else config
    lr, eps = config.get("learning_rate", 1e-3), config.get("epsilon", 1e-8)
    b1, b2 = config.get("beta1", 0.9), config.get("beta2", 0.999)
    s = config.setdefault("s", {"step": 0, "m": np.zeros_like(w), "v": np.zeros_like(w), "max_v": np.zeros_like(w)})
    s["step"] += 1
    s["m"] = b1 * s["m"] + (1 - b1) * dw
    s["v"] = b2 * s["v"] + (1 - b2) * dw * dw
    if amsgrad:
        s["max_v"] = np.maximum(s["max_v"], s["v"])
        v = s["max_v"]
    else:
        v = s["v"]
    denom = np.sqrt(v) / np.sqrt(1 - b2 ** s["step"]) + eps
    return w - lr / (1 - b1 ** s["step"]) * s["m"] / denom, config
