# verdict: accepted
# optimizer: sgd
# conventions: none
# faults: none
import collections

Transform = collections.namedtuple("Transform", "init update")


def sgd(*, learning_rate: float = 0.01):
    def init(params):
        return None

    def update(updates, state, params):
        return [-learning_rate * u for u in updates] if updates.ndim else -learning_rate * updates, state

    return Transform(init=init, update=update)
