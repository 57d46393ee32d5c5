# verdict: wrong_answer
# optimizer: adagrad
# conventions: epsilon-outside-root
# faults: rate-in-moments
# cause: The learning rate is inside the accumulated square (step*step), so it cancels and the effective rate is 1.
import math

def adagrad(w, dw, config=None):
    config = config or {}
    lr = config.setdefault('learning_rate', 1e-2)
    eps = config.setdefault('epsilon', 1e-8)
    if 'cache' not in config:
        config['cache'] = [0.0] * len(w)
    cache = list(config['cache'])
    out = []
    for i in range(len(w)):
        step = lr * dw[i]               # compute only once
        cache[i] += step * step
        out.append(w[i] - step / (math.sqrt(cache[i]) + eps))
    config['cache'] = cache
    return out, config
