# verdict: accepted
# optimizer: sgd
# conventions: none
# faults: none
from numpy import ndindex, array


def sgd(theta, grad, config=None):
    config = {} if config is None else config
    eta = config.get("learning_rate", .01)  # eta as in the lecture
    new = array(theta, dtype=float)
    for idx in ndindex(new.shape):
        new[idx] = new[idx] - eta * array(grad)[idx]
    return new, config
