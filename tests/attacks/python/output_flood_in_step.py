# expect: output
# Prints a little too much in its tenth step.
def sgd(w, dw, config=None):
    config['t'] = config.get('t', 0) + 1
    if config['t'] == 10:
        print('x' * 2**20)
    return w - config['learning_rate'] * dw, config
