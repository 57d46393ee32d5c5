# verdict: accepted
# optimizer: adam
# conventions: epsilon-hat
# faults: none
from math import sqrt
import numpy as np

def adam(x, grad, state=None):
    s = {} if state is None else state
    lr, b1, b2 = s.get("learning_rate", .001), s.get("beta1", .9), s.get("beta2", .999)
    # beta^t kept, so that t is not needed
    s["pow1"] = s.get("pow1", 1.) * b1
    s["pow2"] = s.get("pow2", 1.) * b2
    s["m"] = s.get("m", 0.) + (1. - b1) * (grad - s.get("m", 0.))
    s["v"] = s.get("v", 0.) + (1. - b2) * (grad ** 2 - s.get("v", 0.))
    lr_t = lr * sqrt(1. - s["pow2"]) / (1. - s["pow1"])
    return x - lr_t * s["m"] / (s["v"] ** .5 + s.get("epsilon", 1e-8)), s
