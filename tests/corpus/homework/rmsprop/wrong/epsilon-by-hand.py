# verdict: wrong_answer
# optimizer: rmsprop
# conventions: epsilon-inside-root
# faults: hyperparameter-fixed
# cause: epsilon is 1e-5 whatever the config says
import numpy as np


def rmsprop(w, dw, config=None):
    config = config or {}
    decay = config.get("decay_rate", 0.99)
    state = decay * config.get("state", np.zeros_like(w)) + (1 - decay) * dw**2
    config["state"] = state
    update = -config.get("learning_rate", 0.01) * dw / np.sqrt(state + 1e-5)
    return w + update, config
