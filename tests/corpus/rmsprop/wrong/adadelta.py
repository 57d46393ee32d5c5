# verdict: wrong_answer
# optimizer: adadelta
# conventions: epsilon-inside-root
# faults: none
import numpy as np

def rmsprop(w, dw, config=None):
    config = config or {}
    rho, eps = config.get('decay_rate', 0.99), config.get('epsilon', 1e-8)
    Eg = rho * config.get('Eg', np.zeros_like(w)) + (1 - rho) * dw**2
    Ex = config.get('Ex', np.zeros_like(w))
    dx = np.sqrt(Ex + eps) / np.sqrt(Eg + eps) * dw
    Ex = rho * Ex + (1 - rho) * dx**2
    config['Eg'], config['Ex'] = Eg, Ex
    return w - config.get('learning_rate', 1e-2) * dx, config
