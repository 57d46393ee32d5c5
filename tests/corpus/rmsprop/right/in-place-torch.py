# verdict: accepted
# optimizer: rmsprop
# conventions: epsilon-outside-root
# faults: none
import numpy as np

def rmsprop(w, dw, config=None):
    if config is None:
        config = {}
    config.setdefault('learning_rate', 1e-2)
    alpha = config.setdefault('decay_rate', 0.99)
    config.setdefault('epsilon', 1e-8)
    if config.get('cache') is None:
        config['cache'] = np.zeros_like(w)
    square_avg = config['cache']
    # square_avg.mul_(alpha).addcmul_(grad, grad, value=1 - alpha)
    square_avg *= alpha
    square_avg += (1 - alpha) * dw * dw
    avg = np.sqrt(square_avg)
    avg += config['epsilon']
    w -= config['learning_rate'] * dw / avg
    return w, config
