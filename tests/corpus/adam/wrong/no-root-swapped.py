# verdict: wrong_answer
# optimizer: adam
# conventions: epsilon-outside-root
# faults: missing-root, swapped-betas
import numpy as np

def adam(w, dw, config=None):
    if config is None: config = {}
    B = (config.get('beta2', 0.999), config.get('beta1', 0.9))
    S = config.get('S', [np.zeros_like(w), np.zeros_like(w)])
    t = config.get('t', 0) + 1
    for k in (0, 1):
        S[k] = B[k] * S[k] + (1 - B[k]) * dw ** (k + 1)
    hat = [S[k] / (1 - B[k] ** t) for k in (0, 1)]
    config['S'], config['t'] = S, t
    return w - config.get('learning_rate', 1e-3) * hat[0] / (hat[1] + config.get('epsilon', 1e-8)), config
