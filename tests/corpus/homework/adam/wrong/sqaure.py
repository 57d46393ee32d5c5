# verdict: runtime_error
# optimizer: none
# conventions: none
# faults: none
# cause: typo np.sqaure: AttributeError
import numpy as np

def adam(w, grad, config=None):
    config = config or {}
    b1, b2 = config.get('beta1', 0.9), config.get('beta2', 0.999)
    t = config.get('t', 0) + 1
    m = b1 * config.get('m', np.zeros(np.shape(grad))) + (1 - b1) * grad
    v = b2 * config.get('v', np.zeros(np.shape(grad))) + (1 - b2) * np.sqaure(grad)
    config['t'], config['m'], config['v'] = t, m, v
    return w - config.get('learning_rate', 1e-3) * (m / (1 - b1**t)) / np.sqrt(v / (1 - b2**t) + config.get('epsilon', 1e-8)), config
