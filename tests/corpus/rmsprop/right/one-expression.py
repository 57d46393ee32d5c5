# verdict: accepted
# optimizer: rmsprop
# conventions: epsilon-outside-root
# faults: none
def rmsprop(x, dx, config=None):
    c = {'learning_rate': 1e-2, 'decay_rate': .99, 'epsilon': 1e-8, 'cache': 0, **(config or {})}
    c['cache'] = c['decay_rate']*c['cache'] + (1-c['decay_rate'])*dx**2
    return x - c['learning_rate']*dx/(c['cache']**0.5 + c['epsilon']), c
