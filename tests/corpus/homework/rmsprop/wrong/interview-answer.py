# verdict: wrong_answer
# optimizer: rmsprop
# conventions: epsilon-inside-root
# faults: hyperparameter-fixed, missing-decay-complement
# cause: running average times 0.9 plus the square; the decay of the config is not read
import numpy as np


def rmsprop(w, dw, config=None):
    if config is None:
        config = {}
    running_avg = config.get("running_avg", np.zeros_like(w))
    running_avg = running_avg * 0.9 + dw**2
    config["running_avg"] = running_avg
    step = config.get("learning_rate", 0.01) * dw / np.sqrt(running_avg + config.get("epsilon", 1e-8))
    return w - step, config
