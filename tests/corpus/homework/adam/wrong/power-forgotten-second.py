# verdict: wrong_answer
# optimizer: adam
# conventions: epsilon-outside-root
# faults: time-not-counted
# cause: second bias correction without the power t, first one right
import numpy as np

def adam(x, dx, config=None):
    config = config if config is not None else {}
    alpha = config.get('learning_rate', 1e-3)
    beta1, beta2 = config.get('beta1', 0.9), config.get('beta2', 0.999)
    eps = config.get('epsilon', 1e-8)
    t = config.get('t', 0) + 1
    first = config.get('first', 0) * beta1 + (1.0 - beta1) * dx
    second = config.get('second', 0) * beta2 + (1.0 - beta2) * np.square(dx)
    first_unbias = first / (1.0 - beta1 ** t)
    second_unbias = second / (1.0 - beta2)
    config['t'], config['first'], config['second'] = t, first, second
    return x - alpha * first_unbias / (np.sqrt(second_unbias) + eps), config
