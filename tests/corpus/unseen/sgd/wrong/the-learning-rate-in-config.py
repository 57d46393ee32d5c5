# verdict: wrong_answer
# optimizer: sgd
# conventions: none
# faults: learning-rate-compounds
# cause: The learning rate in config is multiplied by 0.95 after each step (a decay nobody asked for), so later steps are too small.
import numpy as np

def sgd(w, dw, config=None):
    if config is None: config = {}
    config.setdefault('learning_rate', 1e-2)
    config.setdefault('lr_decay', 0.95)

    next_w = w - config['learning_rate'] * dw
    config['learning_rate'] *= config['lr_decay']
    return next_w, config
