# expect: time
# Hangs in the third step.
def sgd(w, dw, config=None):
    config['t'] = config.get('t', 0) + 1
    while config['t'] == 3:
        pass
    return w - config['learning_rate'] * dw, config
