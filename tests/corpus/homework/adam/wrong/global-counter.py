# verdict: partially_accepted
# optimizer: adam
# conventions: epsilon-outside-root
# faults: state-shared
# cause: t is a global, counted over all parameters and tests
import numpy as np

t = 0

def adam(w, dw, config=None):
    global t
    config = config or {}
    lr = config.get('learning_rate', 1e-3)
    beta1 = config.get('beta1', 0.9)
    beta2 = config.get('beta2', 0.999)
    eps = config.get('epsilon', 1e-8)
    t += 1
    config['m'] = beta1 * config.get('m', np.zeros_like(w)) + (1 - beta1) * dw
    config['v'] = beta2 * config.get('v', np.zeros_like(w)) + (1 - beta2) * dw**2
    mhat = config['m'] / (1 - beta1**t)
    vhat = config['v'] / (1 - beta2**t)
    return w - lr * mhat / (np.sqrt(vhat) + eps), config
