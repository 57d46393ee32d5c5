# verdict: wrong_answer
# optimizer: sgd
# conventions: none
# faults: learning-rate-compounds, wrong-default
# cause: The learning rate in config is multiplied by 0.95 at every step, which the rule does not do; and its default is 0.1 instead of 1e-2.
def sgd(w, dw, config=None):
    if config is None:
        config = {}
    config.setdefault('learning_rate', 0.1)
    next_w = w - config['learning_rate'] * dw
    # learning rate decay
    config['learning_rate'] *= 0.95
    return next_w, config
