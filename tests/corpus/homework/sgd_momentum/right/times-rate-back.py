# verdict: accepted
# optimizer: momentum
# conventions: heavy-ball, learning-rate-inside-velocity
# faults: none
import numpy as np

def sgd_momentum(w, dw, config=None):
    config = {} if not config else config
    config['v'] = config.get('momentum', .9) * config.get('v', 0) + config.get('learning_rate', .01) * dw
    w -= config['v']
    return w, config
