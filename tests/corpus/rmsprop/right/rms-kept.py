# verdict: accepted
# optimizer: rmsprop
# conventions: epsilon-outside-root
# faults: none
import numpy as np


def rmsprop(w, dw, config=None):
    """The root itself is the state: rms' = sqrt(d rms^2 + (1-d) g^2) = hypot(sqrt(d) rms, sqrt(1-d) g)."""
    config = dict(config or {})
    d = config.get("decay_rate", 0.99)
    rms = np.hypot(np.sqrt(d) * config.get("rms", 0.0), np.sqrt(1 - d) * dw)
    config["rms"] = rms
    return w - config.get("learning_rate", 1e-2) * dw / (rms + config.get("epsilon", 1e-8)), config
