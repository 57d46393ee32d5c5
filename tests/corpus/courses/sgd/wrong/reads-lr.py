# verdict: partially_accepted
# optimizer: sgd
# conventions: none
# faults: reads-other-key
def sgd(w, dw, config=None):
    if config is None: config = {}
    config.setdefault('lr', 1e-2)
    w -= config['lr'] * dw
    return w, config
