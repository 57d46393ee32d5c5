# verdict: accepted
# optimizer: momentum
# conventions: heavy-ball, learning-rate-outside-velocity
# faults: none
# cause: Right: moving average with (1-mu), undone by lr/(1-mu).
import numpy as np

def moyenne(ancien, nouveau, beta):
    return beta * ancien + (1 - beta) * nouveau

def sgd_momentum(w, dw, config=None):
    # average of gradients, then undo the factor (1-mu): identical to the classical rule
    if config is None: config = {}
    lr = config.setdefault('learning_rate', 1e-2)
    mu = config.setdefault('momentum', 0.9)
    config['moy'] = moyenne(config.get('moy', np.zeros_like(w)), dw, mu)
    return w - lr / (1 - mu) * config['moy'], config
