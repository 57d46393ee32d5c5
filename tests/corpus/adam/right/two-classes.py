# verdict: accepted
# optimizer: adam
# conventions: epsilon-outside-root
# faults: none
import numpy as np


class Moment:
    """Exponential moving average of g**order that knows how to undo its own bias."""

    def __init__(self, order):
        self.order = order
        self.average = 0.0
        self.weight = 0.0     # sum of the weights so far: 1 - beta**t

    def observe(self, g, beta):
        self.average = beta * self.average + (1 - beta) * np.power(g, self.order)
        self.weight = beta * self.weight + (1 - beta)

    @property
    def unbiased(self):
        return self.average / self.weight


class Adam:
    def __init__(self):
        self.mean = Moment(1)
        self.variance = Moment(2)

    def step(self, w, g, learning_rate=1e-3, beta1=0.9, beta2=0.999, epsilon=1e-8, **_):
        self.mean.observe(g, beta1)
        self.variance.observe(g, beta2)
        return w - learning_rate * self.mean.unbiased / (np.sqrt(self.variance.unbiased) + epsilon)


def adam(w, dw, config=None):
    config = {} if config is None else config
    if "adam" not in config:
        config["adam"] = Adam()
    return config["adam"].step(w, dw, **config), config
