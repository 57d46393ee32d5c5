# verdict: accepted
# optimizer: momentum
# conventions: heavy-ball, learning-rate-inside-velocity
# faults: none
import numpy as np

def sgd_momentum(w, dw, config=None):
    if config is None:
        config = {}

    def option(name, default):
        if name not in config:
            config[name] = default
        return config[name]

    learning_rate = option('learning_rate', 1e-2)
    momentum = option('momentum', 0.9)
    velocity = option('velocity', np.zeros_like(w))

    def new_velocity():
        kept = momentum * velocity
        push = learning_rate * dw
        return kept - push

    config['velocity'] = new_velocity()
    next_w = np.add(w, config['velocity'])
    return next_w, config
