# verdict: accepted
# optimizer: sgd
# conventions: none
# faults: none
import functools


def with_defaults(**defaults):
    """Fills in what the config lacks, so that the rules need not repeat it."""

    def decorate(rule):
        @functools.wraps(rule)
        def wrapped(w, dw, config=None):
            config = {} if config is None else config
            for name, value in defaults.items():
                config.setdefault(name, value)
            return rule(w, dw, config)

        return wrapped

    return decorate


@with_defaults(learning_rate=1e-2)
def sgd(w, dw, config):
    return w - config["learning_rate"] * dw, config
