# verdict: accepted
# optimizer: adam
# conventions: epsilon-outside-root
# faults: none
import numpy as np

def adam(w, dw, config=None):
    if config is None: config = {}
    a = config.get("learning_rate", 1e-3)
    B1, B2 = config.get("beta1", 0.9), config.get("beta2", 0.999)
    e = config.get("epsilon", 1e-8)
    W, G = np.array(w, dtype=float), np.asarray(dw)
    state = config.get("state")
    if state is None:
        state = np.zeros((2,) + W.shape)     # state[0] is m, state[1] is v
        config["state"] = state
        config["t"] = 0
    config["t"] += 1
    c1 = 1 - B1 ** config["t"]
    c2 = 1 - B2 ** config["t"]
    for ij in np.ndindex(W.shape):
        state[(0,) + ij] = B1 * state[(0,) + ij] + (1 - B1) * G[ij]
        state[(1,) + ij] = B2 * state[(1,) + ij] + (1 - B2) * G[ij] ** 2
        W[ij] = W[ij] - a * (state[(0,) + ij] / c1) / ((state[(1,) + ij] / c2) ** 0.5 + e)
    return W, config
