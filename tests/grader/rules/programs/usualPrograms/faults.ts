/** Faults as people make them, one in a program that is right; null where the program has no place for one. */

/** @returns null where nothing is replaced */
function replaced(
  text: string,
  what: RegExp,
  by: string | ((found: string, ...groups: string[]) => string),
): string | null {
  const changed = typeof by === 'string' ? text.replace(what, by) : text.replace(what, by as never);
  return changed === text ? null : changed;
}

function withoutLine(text: string, line: RegExp): string | null {
  const lines = text.split('\n');
  const at = lines.findIndex((each) => line.test(each));
  return at < 0 ? null : lines.toSpliced(at, 1).join('\n');
}

/** `v = np.zeros_like(w)`, moved from above the loop into it. */
function startedAnew(text: string): string | null {
  const start = /^[vms][Wb]? = np\.zeros.*$/m.exec(text)?.[0];
  if (start === undefined) return null;
  const lines = text.split('\n');
  const left = lines.toSpliced(lines.indexOf(start), 1);
  const at = left.findIndex((line) => /^ +(?:err|loss|dw|g|grad_w|dW|grads|t \+=)\b/.test(line));
  const indent = /^ */.exec(left[at] ?? '')![0];
  return at < 0 ? null : left.toSpliced(at, 0, `${indent}${start}`).join('\n');
}

export const FAULTS: Readonly<Record<string, (text: string) => string | null>> = {
  'no root': (text) =>
    replaced(text, /(?:np|Math)\.sqrt\(([\w.[\]]+)\) \+/, '$1 +') ??
    replaced(text, /([\w.[\]"]+)\.sqrt\(\) \+/, '$1 +'),
  'a correction without its power': (text) =>
    replaced(text, /(beta1) \*\* (?:\(step \+ 1\)|[\w.]+)/, '$1') ??
    replaced(text, /Math\.pow\(((?:this\.)?beta1), [\w.]+\)/, '$1'),
  'a correction by the other decay': (text) =>
    replaced(text, /(1 - (?:Math\.pow\()?[\w.]*)beta2( \*\*|,)/, '$1beta1$2'),
  uphill: (text) => replaced(text, /(\n *(?:p|w|W|params\[\w+\]|[pw]\[i\]) )-= /, '$1+= '),
  'a decay in the place of its complement': (text) => replaced(text, /\(1 - ([\w.]*(?:beta2|rho))\)/, '$1'),
  'a complement left out': (text) => replaced(text, /\+ \(1(?:\.0)? - [\w.]*beta1\) \*/, '+'),
  'steps that are not counted': (text) =>
    /(?:\*\*|,) (?:self\.|this\.)?t\b/.test(text)
      ? withoutLine(text, /^\s*(?:self\.|this\.)?t(?: \+= 1|\+\+);?$/)
      : null,
  'the gradient of another': (text) =>
    replaced(text, /(grads?)\[(i|k|name|key)\]/, (_, of, key) => (key === 'i' ? `${of}[0]` : `${of}["W1"]`)),
  'gradients that nothing clears': (text) => withoutLine(text, /^\s*(?:opt|model)\.zero_grad\(\)$/),
  'a step before its gradient': (text) =>
    replaced(text, /^( *)(loss\.backward\(\))\n\1(opt\.step\(\)|\w+\(params.*)$/m, '$1$3\n$1$2'),
  'a state that starts anew': startedAnew,
  'a state that is not stored': (text) => replaced(text, /self\.([vms])\[[ik]\] = /, '$1_new = '),
  'squares that are none': (text) =>
    replaced(text, /\b(g|dw|dW|grad_w) \*\* 2/, '$1') ??
    replaced(text, /(\bg|grads?\[i\]) \* \1(?!\w)/, '$1') ??
    replaced(text, /addcmul_\((p\.grad|g), \1, value=(.*)\)/, 'add_($1, alpha=$2)'),
  'a step that is taken twice': (text) =>
    replaced(text, /^( +)(opt\.(?:step|update)\(.*\);?|\w+\(params, grads.*\))$/m, '$1$2\n$1$2'),
  'the last left out': (text) =>
    replaced(text, /range\(len\(params\)\)/, 'range(len(params) - 1)') ??
    replaced(text, /i < (\w+)\.length/, 'i < $1.length - 1'),
  'every second left out': (text) => replaced(text, /(let i = 0; .*?); i(?:\+\+| \+= 1)\)/, '$1; i += 2)'),
  'one array for all states': (text) =>
    /\bzip\(/.test(text)
      ? replaced(
          text,
          /\[(np|torch)\.zeros_like\(p\) for p in ((?:self\.)?params)\]/,
          '[$1.zeros_like($2[0])] * len($2)',
        )
      : null,
  'a bias that stays': (text) => withoutLine(text, /^ +b (?:-=|\+=|= b -) /),
  'an error with its sign turned': (text) =>
    replaced(text, /\((self\.)?probs - (\w+)\)/, '($2 - $1probs)') ??
    replaced(text, /\((softmax\(out\)) - yb\)/, '(yb - $1)') ??
    replaced(text, /(dz2\[.*\]) -= 1/, '$1 += 1'),
  'the error of another layer': (text) =>
    replaced(text, /dz1\.sum\(|np\.sum\(dz1/, (found) => found.replace('dz1', 'dz2')),
  'the weights of another layer': (text) => replaced(text, /W2("\])?\.T/, 'W1$1.T'),
  'the gradients of another layer': (text) =>
    replaced(text, /"W1": dW1(.*)"W2": dW2/, '"W1": dW2$1"W2": dW1') ??
    replaced(text, /\[dW1, db1, dW2, db2\]/, '[dW2, db2, dW1, db1]'),
  'gradients in another order': (text) => replaced(text, /\[dW1, db1, dW2, db2\]/, '[dW1, dW2, db1, db2]'),
  'no way back': (text) => withoutLine(text, /^ +(?:grads = )?(?:net|l1)?\.?backward\(.*\)$/),
  'a layer left out': (text) => replaced(text, /\[l1, l2\]/, '[l2]'),
  'no way through a layer': (text) =>
    replaced(text, /l1\.backward\((act\.backward\(l2\.backward\(dz2\)\))\)/, '$1'),
  'a gradient that is turned': (text) => replaced(text, /(dW = |grads\["W1"\] = |dW1 = )/, '$1-'),
  'a gradient that is not worked out': (text) =>
    withoutLine(text, /^ +(?:self\.db = |(?:self\.)?grads\["b1"\] = |db1 = )/),
  'a bias of the layers that stays': (text) => withoutLine(text, /^ +layer\.b (?:-=|\+=|= layer)/),
  'labels of another batch': (text) => replaced(text, /(backward|loss_and_grads)\((.*)yb\)/, '$1($2y)'),
  'layers that are not gone through in their order': (text) =>
    replaced(text, /for layer in (?:reversed\((\w+)\)|(\w+)\[::-1\]):/, 'for layer in $1$2:'),
  'no way back through the layers': (text) =>
    replaced(text, /for layer in (?:reversed\(\w+\)|\w+\[::-1\]):\n +dout = .*\n/, ''),
  'each layer by the examples': (text) =>
    replaced(text, /out = layer\.forward\(out\)/, 'out = layer.forward(xb)'),
  'the derivative of a layer left out': (text) => replaced(text, /return dout \* self\.mask/, 'return dout'),
  // What is changed where it stands is in the old list, too.
  'an old state that is given back': (text) =>
    /^ +[smv] \+= /m.test(text)
      ? null
      : (replaced(text, /^( +return new_params.*), new_(\w+)$/m, '$1, $2') ??
        replaced(text, /^( +)(\w+(?:, \w+)+) = state\n([^]*return w, )\(.*\)$/m, '$1$2 = state\n$3state')),
  'a list that starts in its loop': (text) =>
    replaced(text, /^( +)new_params = \[\]\n([^]*?)^( +for .*:)$/m, '$2$3\n$1    new_params = []'),
  'an average that is kept corrected': (text) =>
    replaced(text, /new_ms\.append\(m\)/, 'new_ms.append(m_hat)') ??
    replaced(text, /^( +return w, \(?)m,/m, '$1m_hat,'),
  'old parameters in the new list': (text) =>
    replaced(
      text,
      /return params\.map\(\(p, i\) => \{\n([^]*?)return p;/,
      'return params.map((p, i) => {\n$1return params[i];',
    ),
  'a new state that only the turn has': (text) =>
    replaced(
      text,
      /this\.([vms])\[i\] = ([^]*)$/,
      (_, name, rest) =>
        `const own = ${rest.replaceAll(`this.${name}[i]`, 'own').replace('own', `this.${name}[i]`)}`,
    ),
};
