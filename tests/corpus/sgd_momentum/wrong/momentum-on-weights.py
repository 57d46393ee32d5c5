# verdict: wrong_answer
# optimizer: none
# conventions: none
# faults: none
def sgd_momentum(w, dw, config=None):
    config = config or {}
    lr, mu = config.get("learning_rate", 1e-2), config.get("momentum", 0.9)
    # mixes the old weights in instead of the old step
    return mu * w + (1 - mu) * (w - lr * dw), config
