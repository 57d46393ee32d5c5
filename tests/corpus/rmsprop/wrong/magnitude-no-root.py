# verdict: wrong_answer
# optimizer: rmsprop
# conventions: epsilon-outside-root
# faults: gradient-not-squared, missing-root
import numpy as np

def rmsprop(w, dw, config=None):
    config = dict(config or {})
    beta = config.get('decay_rate', 0.99)
    mag = beta * config.get('mag', 0.0) + (1 - beta) * np.sqrt(dw ** 2)   # root taken too early
    config['mag'] = mag
    return w - config.get('learning_rate', 1e-2) * dw / (mag + config.get('epsilon', 1e-8)), config
