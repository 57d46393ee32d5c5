# verdict: wrong_answer
# optimizer: adagrad
# conventions: epsilon-outside-root
# faults: state-starts-elsewhere
# cause: the accumulator starts at 0.1 (TensorFlow's default)
import numpy as np

def adagrad(w, dw, config=None):
    config = {} if config is None else config
    if 'accumulator' not in config:
        config['accumulator'] = np.full_like(w, 0.1)
    config['accumulator'] += dw ** 2
    return w - config.get('learning_rate', 1e-2) * dw / (np.sqrt(config['accumulator']) + config.get('epsilon', 1e-8)), config
