# verdict: wrong_answer
# optimizer: rmsprop
# conventions: epsilon-outside-root
# faults: missing-decay-complement, hyperparameter-fixed
# cause: decay fixed at 0.9 and no 1-decay
import numpy as np

def rmsprop(w, dw, config=None):
    config = {} if config is None else config
    running_avg = config.get("running_avg", np.zeros_like(w))
    running_avg = running_avg * 0.9 + dw ** 2
    config["running_avg"] = running_avg
    return w - config.get("learning_rate", 1e-2) * dw / (np.sqrt(running_avg) + config.get("epsilon", 1e-8)), config
