# verdict: wrong_answer
# optimizer: sgd
# conventions: none
# faults: wrong-default, ascent
def sgd(w, dw, config=None):
    config = config or {}
    lr = config.get('learning_rate', 0.1)
    return w + lr*dw, config
