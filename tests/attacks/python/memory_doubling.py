# expect: memory
# Doubles a string.
text = 'x'
while True:
    text += text


def sgd(w, dw, config=None):
    return w - config['learning_rate'] * dw, config
