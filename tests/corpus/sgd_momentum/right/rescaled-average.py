# verdict: accepted
# optimizer: momentum
# conventions: heavy-ball, learning-rate-outside-velocity
# faults: none
import numpy as np

def sgd_momentum(w, dw, config=None):
    # exponential average, but the rate is divided by (1 - beta): that is classical momentum
    if config is None: config = {}
    beta = config.get('momentum', 0.9)
    avg = beta * config.get('avg', np.zeros_like(w)) + (1 - beta) * dw
    config['avg'] = avg
    return w - config.get('learning_rate', 1e-2) / (1 - beta) * avg, config
