# verdict: partially_accepted
# optimizer: adam
# conventions: epsilon-outside-root
# faults: state-shared
# cause: m, v and t live in module globals
import numpy as np
M = None
V = None
T = 0

def adam(w, dw, config=None):
    global M, V, T
    if config is None: config = {}
    b1 = config.get('beta1', 0.9); b2 = config.get('beta2', 0.999)
    if M is None or np.shape(M) != np.shape(w):
        M = np.zeros_like(w); V = np.zeros_like(w)
        T = 0
    T += 1
    M = b1 * M + (1 - b1) * dw
    V = b2 * V + (1 - b2) * dw * dw
    step = config.get('learning_rate', 1e-3) * (M / (1 - b1 ** T)) / (np.sqrt(V / (1 - b2 ** T)) + config.get('epsilon', 1e-8))
    return w - step, config
