"""Each rule takes one step: the parameters, the gradient there, and a config that it gets back at the next step.

What a rule must remember, it keeps in the config. `w` and `dw` are flat NumPy arrays.
"""

import numpy as np


def adagrad(w, dw, config):
    raise NotImplementedError


def nesterov(w, dw, config):
    raise NotImplementedError


def adam(w, dw, config):
    raise NotImplementedError
