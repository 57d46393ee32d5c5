# verdict: accepted
# optimizer: momentum
# conventions: heavy-ball, learning-rate-inside-velocity
# faults: none
import numpy as np

def sgd_momentum(w, dw, config=None):
    if config is None:
        config = {}
    lr = 0.01
    if 'learning_rate' in config: lr = config['learning_rate']
    m = 0.9
    if 'momentum' in config: m = config['momentum']
    shp = np.asarray(w).shape
    W = list(np.asarray(w).flatten())
    G = list(np.asarray(dw).flatten())
    V = config['velocity'] if 'velocity' in config else [0.0] * len(W)
    k = 0
    while k < len(W):
        V[k] = m * V[k] - lr * G[k]
        W[k] = W[k] + V[k]
        k += 1
    config['velocity'] = V
    return np.array(W).reshape(shp), config
