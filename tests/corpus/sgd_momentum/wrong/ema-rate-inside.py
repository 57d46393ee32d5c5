# verdict: wrong_answer
# optimizer: momentum-ema
# conventions: ema-momentum, learning-rate-inside-velocity
# faults: none
# andrew ng's course uses the exponentially weighted average
def sgd_momentum(w, dw, config=None):
    config = config or {}
    lr, beta = config.get('learning_rate', 1e-2), config.get('momentum', 0.9)
    VdW = config.get('VdW', 0.0)
    VdW = beta * VdW - lr * (1. - beta) * dw
    config['VdW'] = VdW
    return w + VdW, config
