# verdict: accepted
# optimizer: sgd
# conventions: none
# faults: none
import numpy as np


class SGD:
    """Looks like torch.optim.SGD, holds a list with one parameter."""

    def __init__(self, params, lr=0.01):
        self.params = list(params)
        self.lr = lr

    def step(self, grads):
        for i, (p, g) in enumerate(zip(self.params, grads)):
            self.params[i] = p + (-self.lr) * g


def sgd(w, dw, config=None):
    if config is None:
        config = {}
    opt = SGD([w], lr=config.get("learning_rate", 0.01))
    opt.step([dw])
    return opt.params[0], config
