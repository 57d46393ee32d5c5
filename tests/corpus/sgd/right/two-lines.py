# verdict: accepted
# optimizer: sgd
# conventions: none
# faults: none
def sgd(w, dw, config=None):
    config = config or {}
    return w - config.get("learning_rate", 1e-2) * dw, config
