# verdict: partially_accepted
# optimizer: sgd
# conventions: none
# faults: wrong-default
# cause: default of 0.1 where the question says 0.01
def sgd(w, dw, config=None):
    if config is None:
        config = dict()
    return w - config.get("learning_rate", 1e-1) * dw, config
