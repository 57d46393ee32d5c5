# verdict: partially_accepted
# optimizer: momentum
# conventions: heavy-ball, learning-rate-outside-velocity
# faults: wrong-default
def sgd_momentum(w, dw, config=None):
    config = dict(config or {})
    lr = config.get('learning_rate', 1e-1)
    mu = config.get('momentum', 0.9)
    config['u'] = mu * config.get('u', 0) + dw
    return w - lr * config['u'], config
