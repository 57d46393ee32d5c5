# verdict: wrong_answer
# optimizer: rmsprop
# conventions: epsilon-outside-root
# faults: missing-root
import numpy as np
def rmsprop(w, dw, config=None):
    config = config or {}
    lr, rho, eps = config.get('learning_rate', 0.01), config.get('decay_rate', 0.99), config.get('epsilon', 1e-8)
    w = np.array(w); g = np.array(dw); E = config.get('E', np.zeros(w.shape))
    for i in np.ndindex(w.shape):
        E[i] = rho*E[i] + (1-rho)*g[i]*g[i]
        w[i] = w[i] - lr/(E[i] + eps)*g[i]
    config['E'] = E
    return w, config
