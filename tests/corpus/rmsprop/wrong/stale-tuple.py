# verdict: wrong_answer
# optimizer: rmsprop
# conventions: epsilon-inside-root
# faults: stale-moment
import numpy as np
def rmsprop(w, dw, config=None):
    config = config or {}
    v, v_next = config.get('vs', (0.0, 0.0))
    v = v_next
    rho = config.get('decay_rate', 0.99)
    v_next = rho * v + (1 - rho) * np.power(dw, 2)
    config['vs'] = (v, v_next)
    return w - config.get('learning_rate', 1e-2) * dw / np.power(v + config.get('epsilon', 1e-8), 0.5), config
