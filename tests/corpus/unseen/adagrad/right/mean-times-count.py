# verdict: accepted
# optimizer: adagrad
# conventions: epsilon-outside-root
# faults: none
import numpy as np

def adagrad(w, dw, config=None):
    # keeps the mean of the squares and multiplies by their number
    config = config or {}
    n = config.get("n", 0) + 1
    mean = config.get("mean", np.zeros_like(w))
    mean = mean + (dw**2 - mean)/n
    config.update(n=n, mean=mean)
    return w - config.get("learning_rate", 1e-2)*dw/(np.sqrt(n*mean) + config.get("epsilon", 1e-8)), config
