# verdict: wrong_answer
# optimizer: sgd
# conventions: none
# faults: learning-rate-compounds
def sgd(learning_rate=0.01):
    def init(params):
        return ()
    def update(updates, state, params=None):
        scaled = learning_rate * updates
        return -learning_rate * scaled, state
    return init, update
