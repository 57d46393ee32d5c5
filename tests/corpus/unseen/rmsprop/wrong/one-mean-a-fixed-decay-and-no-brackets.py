# verdict: wrong_answer
# optimizer: rmsprop
# conventions: none
# faults: coordinates-pooled, epsilon-added-to-step, hyperparameter-fixed
# cause: np.mean gives one number for all parameters, but each entry needs its own average of dw**2; the decay is fixed to 0.9 instead of config's decay_rate (default 0.99); and epsilon is added to the weights because parentheses are missing around the denominator.
import numpy as np

def rmsprop(w, dw, config=None):
    if config is None:
        config = {}
    lr = config.get("learning_rate", 1e-2)
    eps = config.get("epsilon", 1e-8)
    cache = config.get("cache", 0)

    # mean square of the gradient (Hinton lecture 6e)
    mean_square = np.mean(dw**2)
    cache = 0.9 * cache + 0.1 * mean_square
    config["cache"] = cache

    next_w = w - lr * dw / np.sqrt(cache) + eps
    return next_w, config
