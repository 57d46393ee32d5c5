# verdict: wrong_answer
# optimizer: momentum
# conventions: heavy-ball, learning-rate-inside-velocity
# faults: state-not-kept, ascent
# equivalent: sgd + ascent
def sgd_momentum(w, dw, config=None):
    config = config or {}
    v = 0
    v = config.get('momentum', 0.9) * v + config.get('learning_rate', 1e-2) * dw
    config['velocity'] = v
    return w + v, config
