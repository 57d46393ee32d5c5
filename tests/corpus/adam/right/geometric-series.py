# verdict: accepted
# optimizer: adam
# conventions: epsilon-outside-root
# faults: none
import numpy as np

def adam(w, dw, config=None):
    if config is None: config = {}
    g = dw  # shorthand
    alpha = config.get('learning_rate', 1e-3)
    beta = np.array([config.get('beta1', 0.9), config.get('beta2', 0.999)])
    Z = config.get('Z', [0 * g, 0 * g])          # [ first , second ] moment
    n = config.get('n', 0)                       # weight of the past, per beta
    n = beta * n + (1 - beta)                    # = 1 - beta**t
    Z = [b * z + (1 - b) * g ** (p + 1) for p, (b, z) in enumerate(zip(beta, Z))]
    config['Z'], config['n'] = Z, n
    first, second = (z / k for z, k in zip(Z, n))
    return w - alpha * first / (second ** (1 / 2) + config.get('epsilon', 1e-8)), config
