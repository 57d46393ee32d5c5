# verdict: runtime_error
# optimizer: none
# conventions: none
# faults: none
# cause: raise NotImplementedError is still there.
import numpy as np

def rmsprop(w, dw, config=None):
    """
    RMSProp: moving average of squared gradient values
    """
    if config is None:
        config = {}
    config.setdefault('learning_rate', 1e-2)
    config.setdefault('decay_rate', 0.99)
    config.setdefault('epsilon', 1e-8)
    config.setdefault('cache', np.zeros_like(w))

    raise NotImplementedError('did not get to this one, sorry')
