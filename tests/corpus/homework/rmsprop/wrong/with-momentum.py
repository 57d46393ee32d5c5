# verdict: wrong_answer
# optimizer: rmsprop-nesterov
# conventions: heavy-ball, learning-rate-inside-velocity, epsilon-outside-root
# faults: none
# cause: a velocity of 0.9 on top of RMSProp
import numpy as np

def rmsprop(w, dw, config=None):
    config = {} if config is None else config
    rho = config.get("decay_rate", 0.99)
    cache = rho * config.get("cache", np.zeros_like(w)) + (1 - rho) * dw ** 2
    v = 0.9 * config.get("velocity", np.zeros_like(w)) - config.get("learning_rate", 1e-2) * dw / (np.sqrt(cache) + config.get("epsilon", 1e-8))
    config["cache"], config["velocity"] = cache, v
    return w + v, config
