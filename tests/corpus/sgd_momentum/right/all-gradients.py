# verdict: accepted
# optimizer: momentum
# conventions: heavy-ball, learning-rate-outside-velocity
# faults: none
import numpy as np
def sgd_momentum(w, dw, config=None):
    # u_t = sum_i mu^(t-i) g_i written out
    config = config or {}
    grads = config.setdefault('grads', [])
    grads.append(1.0 * dw)
    powers = config.get('momentum', 0.9) ** np.arange(len(grads))[::-1]
    u = np.tensordot(powers, np.array(grads), axes=1)
    return w - config.get('learning_rate', 1e-2) * u, config
