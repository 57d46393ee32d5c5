# verdict: accepted
# optimizer: rmsprop
# conventions: epsilon-outside-root
# faults: none
"""
optim.py -- homework 2

RMSProp keeps, for every coordinate, an exponentially decaying average of the
squared gradient and divides the step by its root. AdaGrad adds all squares up
instead, so its steps only ever shrink.
"""
import numpy as np

LEARNING_RATE = 1e-2
DECAY_RATE = 0.99
EPSILON = 1e-8


def _hyper(config):
    """learning rate, decay rate, epsilon -- in this order"""
    return (
        config.get("learning_rate", LEARNING_RATE),
        config.get("decay_rate", DECAY_RATE),
        config.get("epsilon", EPSILON),
    )


def _cache(config, like):
    """the running average so far; zeros before the first step"""
    if "cache" in config:
        return config["cache"]
    return np.zeros_like(like)


def rmsprop(w, dw, config=None):
    # 0. no config, no problem
    if config is None:
        config = {}
    lr, decay, eps = _hyper(config)

    # 1. E[g^2] <- decay E[g^2] + (1 - decay) g^2
    #    (I first had `cache += dw ** 2` here. That is AdaGrad!)
    old = _cache(config, dw)
    new = decay * old + (1 - decay) * dw ** 2

    # 2. the effective step size of every coordinate
    #    next_w = w + lr * dw / ...   <- wrong sign
    rate = lr / (np.sqrt(new) + eps)

    # 3. walk downhill
    next_w = w - rate * dw

    # 4. remember
    config["cache"] = new
    return next_w, config
