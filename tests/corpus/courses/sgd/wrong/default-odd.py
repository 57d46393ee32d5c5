# verdict: partially_accepted
# optimizer: sgd
# conventions: none
# faults: wrong-default
def sgd(w, dw, config=None):
    config = {} if config is None else config
    return w - config.get('learning_rate', 0.017) * dw, config
