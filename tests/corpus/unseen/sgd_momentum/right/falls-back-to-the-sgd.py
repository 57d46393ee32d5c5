# verdict: accepted
# optimizer: momentum
# conventions: heavy-ball, learning-rate-inside-velocity
# faults: none
import numpy as np

def sgd(w, dw, config=None):
    if config is None: config = {}
    config.setdefault('learning_rate', 1e-2)
    return w - config['learning_rate'] * dw, config

def sgd_momentum(w, dw, config=None):
    if config is None: config = {}
    config.setdefault('learning_rate', 1e-2)
    config.setdefault('momentum', 0.9)
    if config['momentum'] == 0:
        # reduces to sgd
        next_w, config = sgd(w, dw, config)
        config['velocity'] = -config['learning_rate'] * dw
        return next_w, config
    config['velocity'] = config['momentum'] * config.get('velocity', 0) - config['learning_rate'] * dw
    return w + config['velocity'], config
