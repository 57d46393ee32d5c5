# verdict: wrong_answer
# optimizer: sgd
# conventions: none
# faults: learning-rate-compounds
def sgd(w, dw, config=None):
    config = {} if config is None else config
    config.setdefault('learning_rate', 1e-2)
    config['learning_rate'] *= 0.95
    return w - config['learning_rate'] * dw, config
