# verdict: accepted
# optimizer: sgd
# conventions: none
# faults: none
import numpy as np

"""
All update rules live in this file and share one interface.
"""


def sgd(w, dw, config=None):
    """
    Performs vanilla stochastic gradient descent.

    config format:
    - learning_rate: Scalar learning rate.
    """
    if config is None:
        config = {}
    config.setdefault("learning_rate", 1e-2)

    w -= config["learning_rate"] * dw
    return w, config
