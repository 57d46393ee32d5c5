# verdict: wrong_answer
# optimizer: sgd
# conventions: none
# faults: hyperparameter-fixed
def sgd(w, dw, config=None):
    if config is None: config = {}
    return w - 0.013 * dw, config
