# verdict: wrong_answer
# optimizer: momentum-ema
# conventions: ema-momentum, learning-rate-outside-velocity
# faults: none
# cause: Velocity is an exponential average of the gradient, v = mu v + (1 - mu) dw, and w -= lr v: steps are (1 - mu) times too small (and config['velocity'] differs in scale and sign).
import numpy as np

def sgd_momentum(w, dw, config=None):
    if config is None: config = {}
    config.setdefault('learning_rate', 1e-2)
    config.setdefault('momentum', 0.9)
    config.setdefault('velocity', np.zeros_like(w))

    # moving average of the gradients
    v = config['momentum'] * config['velocity'] + (1 - config['momentum']) * dw
    next_w = w - config['learning_rate'] * v

    config['velocity'] = v
    return next_w, config
