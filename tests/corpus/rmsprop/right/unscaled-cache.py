# verdict: accepted
# optimizer: rmsprop
# conventions: epsilon-outside-root
# faults: none
import numpy as np

def rmsprop(w, dw, config=None):
    # keep S = sum of rho^(t-i) g_i^2 and put (1 - rho) in only when it is used
    config = config or {}
    rho = config.get('decay_rate', 0.99)
    S = rho * config.get('S', np.zeros_like(w)) + np.power(dw, 2)
    config['S'] = S
    rms = np.sqrt((1 - rho) * S)
    return w - config.get('learning_rate', 1e-2) / (rms + config.get('epsilon', 1e-8)) * dw, config
