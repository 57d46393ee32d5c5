# verdict: wrong_answer
# optimizer: rmsprop
# conventions: epsilon-inside-root
# faults: state-starts-elsewhere
import numpy as np

def rmsprop(w, dw, config=None):
    config = {} if config is None else config
    rho = config.get("decay_rate", 0.99)
    ms = config.get("ms", np.ones_like(w))  # as TensorFlow 1 did
    ms += (1 - rho) * (dw**2 - ms)
    config["ms"] = ms
    return w - config.get("learning_rate", 0.01) * dw / np.sqrt(ms + config.get("epsilon", 1e-8)), config
