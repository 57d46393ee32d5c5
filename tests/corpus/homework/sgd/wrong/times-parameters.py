# verdict: wrong_answer
# optimizer: sgd
# conventions: none
# faults: parameters-for-gradient
# cause: the step is multiplied by the parameters
import numpy as np
def sgd(w, dw, config=None):
    if config is None: config = {}
    config.setdefault('learning_rate', 1e-2)
    lr = config['learning_rate']
    return w - lr*w*dw, config
