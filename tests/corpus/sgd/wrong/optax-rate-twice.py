# verdict: wrong_answer
# optimizer: none
# conventions: none
# faults: none
def sgd(learning_rate=0.01):
    def init(params):
        return ()
    def update(updates, state, params=None):
        scaled = learning_rate * updates
        return -learning_rate * scaled, state
    return init, update
