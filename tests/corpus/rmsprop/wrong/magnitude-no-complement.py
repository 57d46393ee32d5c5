# verdict: wrong_answer
# optimizer: rmsprop
# conventions: epsilon-outside-root
# faults: gradient-not-squared, missing-decay-complement
import numpy as np
def rmsprop(w, dw, config=None):
    config = config or {}
    config['avg'] = config.get('decay_rate', .99) * config.get('avg', 0.) + np.fabs(dw)
    return w - config.get('learning_rate', .01) * dw / (config['avg']**.5 + config.get('epsilon', 1e-8)), config
