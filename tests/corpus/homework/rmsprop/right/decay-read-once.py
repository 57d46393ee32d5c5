# verdict: accepted
# optimizer: rmsprop
# conventions: epsilon-outside-root
# faults: none
import numpy as np


def rmsprop(w, dw, config=None):
    """The decay rate is part of the state: it is what it was at the first step."""
    if config is None:
        config = {}
    state = config.get("state")
    if state is None:
        rho = config.get("decay_rate", 0.99)
        state = {"rho": rho, "cache": np.zeros_like(w)}
        config["state"] = state
    state["cache"] = state["rho"] * state["cache"] + (1 - state["rho"]) * dw**2
    lr = config.get("learning_rate", 1e-2)
    eps = config.get("epsilon", 1e-8)
    return w - lr * dw / (np.sqrt(state["cache"]) + eps), config
