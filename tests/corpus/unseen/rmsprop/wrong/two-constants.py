# verdict: wrong_answer
# optimizer: rmsprop
# conventions: epsilon-outside-root
# faults: hyperparameter-fixed
# cause: decay_rate is a constant 0.9 and epsilon a constant 1e-5: neither is read from config (and both differ from the defaults).
import numpy as np

decay_rate = 0.9  # decay factor for RMSProp leaky sum of grad^2

def rmsprop(w, dw, config=None):
    if config is None:
        config = {}
    learning_rate = config.get('learning_rate', 1e-2)
    if 'cache' not in config:
        config['cache'] = np.zeros_like(w)
    config['cache'] = decay_rate * config['cache'] + (1 - decay_rate) * dw**2
    next_w = w - learning_rate * dw / (np.sqrt(config['cache']) + 1e-5)
    return next_w, config
