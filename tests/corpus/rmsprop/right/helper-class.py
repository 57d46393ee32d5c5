# verdict: accepted
# optimizer: rmsprop
# conventions: epsilon-outside-root
# faults: none
import numpy as np


class ExponentialMovingAverage:
    def __init__(self, shape):
        self.value = np.zeros(shape)

    def update(self, sample, decay):
        self.value = decay * self.value + (1.0 - decay) * sample
        return self.value


class RMSProp:
    def __init__(self, shape):
        self.mean_square = ExponentialMovingAverage(shape)

    def delta(self, gradient, config):
        ms = self.mean_square.update(gradient**2, config["decay_rate"])
        rms = np.sqrt(ms) + config["epsilon"]
        return -config["learning_rate"] / rms * gradient


def rmsprop(w, dw, config=None):
    if config is None:
        config = {}
    config.setdefault("learning_rate", 1e-2)
    config.setdefault("decay_rate", 0.99)
    config.setdefault("epsilon", 1e-8)
    if "optimizer" not in config:
        config["optimizer"] = RMSProp(np.shape(w))
    return w + config["optimizer"].delta(dw, config), config
