# verdict: wrong_answer
# optimizer: adam
# conventions: epsilon-outside-root
# faults: swapped-betas
# cause: beta1 and beta2 are exchanged everywhere: the mean of the gradient decays with beta2 and the mean of its square with beta1 (the bias corrections follow the exchange).
import numpy as np

def adam(w, dw, config=None):
    if config is None: config = {}
    config.setdefault('learning_rate', 1e-3)
    config.setdefault('beta1', 0.9)
    config.setdefault('beta2', 0.999)
    config.setdefault('epsilon', 1e-8)
    config.setdefault('m', np.zeros_like(w))
    config.setdefault('v', np.zeros_like(w))
    config.setdefault('t', 0)

    m, v, t = config['m'], config['v'], config['t']
    lr, b2, b1, eps = (config[k] for k in ('learning_rate', 'beta1', 'beta2', 'epsilon'))

    t += 1
    m = b1 * m + (1 - b1) * dw
    v = b2 * v + (1 - b2) * dw ** 2
    m_hat = m / (1 - b1 ** t)
    v_hat = v / (1 - b2 ** t)
    next_w = w - lr * m_hat / (np.sqrt(v_hat) + eps)

    config.update(m=m, v=v, t=t)
    return next_w, config
