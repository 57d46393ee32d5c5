# expect: raised
# Starts another program.
import subprocess

print('BREACH', subprocess.check_output(['/bin/ls', '/']))


def sgd(w, dw, config=None):
    return w - config['learning_rate'] * dw, config
