# verdict: partially_accepted
# optimizer: sgd
# conventions: none
# faults: wrong-default
def sgd(w, dw, config=None):
    if config is None:
        config = {}
    config.setdefault("learning_rate", 1e-3)
    return w - config["learning_rate"] * dw, config
