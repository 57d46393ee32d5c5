# verdict: wrong_answer
# optimizer: adam
# conventions: epsilon-outside-root
# faults: time-not-counted
# cause: An L2 term 0.01*w is added to the gradient although Adam has none; and t is never written back to config, so it is 1 at every step.
import numpy as np

def adam(w, dw, config=None):
    if config is None:
        config = {}

    lr           = config.get('learning_rate', 1e-3)
    beta1        = config.get('beta1', 0.9)
    beta2        = config.get('beta2', 0.999)
    eps          = config.get('epsilon', 1e-8)
    weight_decay = config.get('weight_decay', 0.01)

    m = config.get('m', np.zeros_like(w))
    v = config.get('v', np.zeros_like(w))
    t = config.get('t', 1)

    grad = dw + weight_decay * w
    m = beta1 * m + (1 - beta1) * grad
    v = beta2 * v + (1 - beta2) * grad ** 2
    m_hat = m / (1 - beta1 ** t)
    v_hat = v / (1 - beta2 ** t)
    t += 1

    next_w = w - lr * m_hat / (np.sqrt(v_hat) + eps)

    config['m'] = m
    config['v'] = v
    return next_w, config
