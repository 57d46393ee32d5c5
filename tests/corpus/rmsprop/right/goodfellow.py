# verdict: accepted
# optimizer: rmsprop
# conventions: epsilon-inside-root
# faults: none
import numpy as np


def rmsprop(theta, g, config=None):
    # Algorithm 8.5: division and square root applied element-wise
    config = config if config is not None else {}
    epsilon = config.get("learning_rate", 1e-2)
    rho = config.get("decay_rate", 0.99)
    delta = config.get("epsilon", 1e-8)
    r = config.get("r", np.zeros_like(theta))

    r = rho * r + (1 - rho) * (g * g)
    dtheta = -epsilon / np.sqrt(delta + r) * g
    theta = theta + dtheta

    config["r"] = r
    return theta, config
