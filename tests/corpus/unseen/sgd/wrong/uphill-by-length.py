# verdict: wrong_answer
# optimizer: sgd
# conventions: none
# faults: ascent, gradient-normalized
# cause: the step goes uphill (plus sign), and the gradient is divided by the number of its entries.
def sgd(w, dw, config=None):
    if config is None: config = {}
    config.setdefault('learning_rate', 1e-2)
    m = len(dw)            # average over the batch
    next_w = w + config['learning_rate'] * dw / m
    return next_w, config
