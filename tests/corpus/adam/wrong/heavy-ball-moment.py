# verdict: wrong_answer
# optimizer: adam
# conventions: epsilon-outside-root
# faults: missing-decay-complement
import numpy as np
def adam(w, dw, config=None):
    # momentum + rmsprop
    config = config or {}
    b1, b2 = config.get('beta1', 0.9), config.get('beta2', 0.999)
    t = config.get('t', 0) + 1
    velocity = b1 * config.get('velocity', 0) + dw
    cache = b2 * config.get('cache', 0) + (1 - b2) * np.square(dw)
    config.update(velocity=velocity, cache=cache, t=t)
    return w - config.get('learning_rate', 1e-3) * (velocity / (1 - b1**t)) / (np.sqrt(cache / (1 - b2**t)) + config.get('epsilon', 1e-8)), config
