/** Equations of words: what stands between signs that calculate is one name, and only what is known is read. */
import { describe, expect, test } from '@jest/globals';
import { isRight, judgeRule } from '../../../../grader/rules/judge.ts';

const isCalledRight = (text: string, expect: string): boolean =>
  isRight(judgeRule(text, { expect }), { expect });

const ADAM = `first moment = beta1 × first moment + (1 − beta1) × gradient
second moment = beta2 × second moment + (1 − beta2) × gradient squared
corrected first moment = first moment ÷ (1 − beta1 to the power of the step number)
corrected second moment = second moment ÷ (1 − beta2 to the power of the step number)
weights = weights − step size × corrected first moment ÷ (√corrected second moment + tiny number)`;

const RULES: readonly (readonly [string, string, readonly (readonly [string, string])[]])[] = [
  [
    'sgd',
    'new weight = old weight − learning rate × gradient of the loss',
    [
      ['−', '+'],
      ['× gradient', '× sign of the gradient'],
      ['× gradient', '× half of the gradient'],
      ['of the loss', 'of the previous step'],
      ['gradient of the loss', 'normalised gradient'],
      ['gradient of the loss', 'gradient squared'],
      ['learning rate', 'learning rate squared'],
      ['old weight', 'old bias'],
    ],
  ],
  [
    'sgd',
    "nouveau poids = ancien poids − taux d'apprentissage × gradient de la perte (calculé sur le mini-lot courant)\n\nPareil pour le biais : nouveau biais = ancien biais − taux d'apprentissage × dérivée de la perte par rapport au biais. Le taux est le même.",
    [
      ['ancien poids −', 'ancien poids +'],
      ['ancien biais −', 'ancien biais +'],
      ['par rapport au biais', 'par rapport au poids'],
    ],
  ],
  ['sgd', 'новый вес = старый вес − скорость обучения × градиент', [['−', '+']]],
  [
    'momentum',
    'velocità nuova = 0,9 × velocità vecchia + gradiente\npeso nuovo = peso vecchio − tasso di apprendimento × velocità nuova',
    [
      ['× velocità nuova', '× velocità vecchia'],
      ['0,9 × velocità vecchia + gradiente', '0,9 × gradiente'],
    ],
  ],
  [
    'momentum',
    'velocity = momentum coefficient × velocity + gradient\nnew weights = old weights − learning rate × velocity',
    [
      ['× velocity +', '× velocity squared +'],
      ['rate × velocity', 'rate × old velocity'],
      ['+ gradient', '− gradient'],
    ],
  ],
  [
    'rmsprop',
    'media nueva = 0,9 × media vieja + 0,1 × gradiente al cuadrado\npeso nuevo = peso viejo − tasa de aprendizaje × gradiente / (raíz cuadrada de la media nueva + epsilon)',
    [
      [' al cuadrado', ''],
      ['raíz cuadrada de la ', ''],
      ['0,1', '0,9'],
      ['de la media nueva', 'de la media vieja'],
      ['/ (raíz', '× (raíz'],
    ],
  ],
  [
    'adagrad',
    'Summe der Quadrate = Summe der Quadrate + Gradient im Quadrat\nneues Gewicht = altes Gewicht − Lernrate / (Wurzel aus Summe der Quadrate + kleine Konstante) × Gradient',
    [
      [' im Quadrat', ''],
      ['Wurzel aus ', ''],
      ['Quadrate + Gradient', 'Quadrate − Gradient'],
    ],
  ],
  [
    'adam',
    ADAM,
    [
      ['size × corrected first', 'size × first'],
      ['√corrected', 'corrected'],
      [' squared', ''],
      ['1 − beta1 to the power of the step number', '1 − beta1'],
      ['(1 − beta2) × gradient', 'beta2 × gradient'],
    ],
  ],
];

describe('equations of words are read, and none of their faults is passed over', () => {
  test.each(RULES)('%s: %s', (optimizer, text, faults) => {
    expect([text, isCalledRight(text, optimizer)]).toEqual([text, true]);
    for (const [from, to] of faults) {
      expect(text).toContain(from);
      const changed = text.replace(from, to);
      expect([changed, isCalledRight(changed, optimizer)]).toEqual([changed, false]);
    }
  });
});

test('they stand in sentences, too', () => {
  const said =
    'Eerst bereken je de gradiënt. Dus nieuw gewicht = oud gewicht − leersnelheid × gradiënt. Daarna begin je opnieuw.';
  expect(isCalledRight(said, 'sgd')).toBe(true);
  expect(isCalledRight(said.replace('−', '+'), 'sgd')).toBe(false);
  const several =
    'Setiap langkah: v baru = 0,9 × v lama + 0,1 × (gradien)²; kemudian bobot baru = bobot lama − lr × gradien / (akar(v baru) + ε).';
  expect(isCalledRight(several, 'rmsprop')).toBe(true);
  expect(isCalledRight(several.replace('akar(v baru)', 'akar(v lama)'), 'rmsprop')).toBe(false);
});

test('what a symbol is called is no equation of words, and a declaration is none', () => {
  expect(isCalledRight('w = w − η × g\n\nη = learning rate', 'sgd')).toBe(true);
  expect(isCalledRight('let step = lr * g;\nw -= step;', 'sgd')).toBe(true);
  expect(isCalledRight('direction d = m + g\nw = w − η × d', 'sgd')).toBe(false);
});

test('words in another case are the same phrase, and a word for the power stands before a letter', () => {
  const russian =
    'накопитель = накопитель + (градиент этого веса)²\nновый вес = старый вес − скорость обучения × градиент / (корень из накопителя + маленькое число)';
  expect(isCalledRight(russian, 'adagrad')).toBe(true);
  expect(isCalledRight(russian.replace('корень из ', ''), 'adagrad')).toBe(false);
  const french = `moyenne = bêta1 × ancienne moyenne + (1 − bêta1) × gradient
moyenne des carrés = bêta2 × ancienne moyenne des carrés + (1 − bêta2) × gradient²
moyenne corrigée = moyenne / (1 − bêta1 puissance t)
carrés corrigés = moyenne des carrés / (1 − bêta2 puissance t)
nouveau paramètre = ancien paramètre − pas × moyenne corrigée / (racine des carrés corrigés + epsilon)`;
  expect(isCalledRight(french, 'adam')).toBe(true);
  expect(isCalledRight(french.replace('pas × moyenne corrigée', 'pas × moyenne'), 'adam')).toBe(false);
});

test('what is not understood is no rule of fewer words', () => {
  const german =
    'gleitendes Mittel = 0,9 · altes Mittel + 0,1 · (Gradient zum Quadrat)\nneues Gewicht = altes Gewicht − Lernrate · Gradient : Wurzel aus (gleitendem Mittel + winzige Zahl)';
  expect(judgeRule(german, { expect: 'rmsprop' }).understood).toBe(false);
  const swedish =
    '```\nm[i] <- b1 * m[i] + (1 - b1) * g[i]\nu[i] <- det största av (b2 * u[i]) och |g[i]|\nw[i] <- w[i] - (eta / (1 - b1^t)) * m[i] / (u[i] + eps)\n```';
  expect(judgeRule(swedish, { expect: 'adamax' }).understood).toBe(false);
});

test('the gradient is that of the weights that the step finds', () => {
  const said = 'new weights = old weights − learning rate × gradient at the old weights';
  expect(isCalledRight(said.replace('the old weights', 'the current weights'), 'sgd')).toBe(true);
  expect(isCalledRight(said.replace('at the old weights', 'at the new weights'), 'sgd')).toBe(false);
  expect(isCalledRight('w = w − lr × Gradient an den neuen Gewichten', 'sgd')).toBe(false);
});

test('a mean of squared gradients is no square of their mean', () => {
  const said =
    'accumulator = accumulator + (average gradient)²\nnew weight = old weight − learning rate × average gradient / (root of accumulator + epsilon)';
  expect(isCalledRight(said, 'adagrad')).toBe(true);
  expect(isCalledRight(said.replace('(average gradient)²', 'average squared gradient'), 'adagrad')).toBe(
    false,
  );
  expect(isCalledRight(said.replace('(average gradient)²', 'mean of the squared gradients'), 'adagrad')).toBe(
    false,
  );
});

test('a word that opens a sentence belongs to no name', () => {
  const said = 'so buf <- mu*buf + g and p <- p - lr*buf. No dampening.';
  expect(isCalledRight(said, 'momentum')).toBe(true);
  expect(isCalledRight(said.replace('lr*buf', 'lr*g'), 'momentum')).toBe(false);
});
