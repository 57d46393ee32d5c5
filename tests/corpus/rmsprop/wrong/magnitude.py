# verdict: wrong_answer
# optimizer: rmsprop
# conventions: epsilon-outside-root
# faults: gradient-not-squared
import numpy as np


class Running:
    def __init__(self):
        self.avg = 0.0

    def feed(self, g, rho):
        self.avg = rho * self.avg + (1 - rho) * np.absolute(g)
        return np.sqrt(self.avg)


def rmsprop(w, dw, config=None):
    config = {} if config is None else config
    running = config.setdefault("running", Running())
    root = running.feed(dw, config.get("decay_rate", 0.99))
    return w - config.get("learning_rate", 1e-2) * dw / (root + config.get("epsilon", 1e-8)), config
