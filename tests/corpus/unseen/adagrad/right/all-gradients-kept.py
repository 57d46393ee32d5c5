# verdict: accepted
# optimizer: adagrad
# conventions: epsilon-outside-root
# faults: none
# cause: Right: keeps all gradients and sums their squares anew.
import numpy as np

def adagrad(w, dw, config=None):
    """keeps every gradient ever seen and sums their squares anew (slow but clear)"""
    if config is None: config = {}
    lr = config.setdefault('learning_rate', 1e-2)
    eps = config.setdefault('epsilon', 1e-8)
    config.setdefault('history', []).append(np.array(dw, dtype=float))
    G = sum(g * g for g in config['history'])
    return w - lr * dw / (np.sqrt(G) + eps), config
