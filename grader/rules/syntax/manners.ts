/** What is written around a function that changes how it is called: decorators, `static`, `get`, `yield`. */
import type { SyntaxNode } from '@lezer/common';
import { childrenOf } from './expressions.ts';

/** Decorators that leave a function what it is, by their last name. */
const HARMLESS =
  /^(?:no_grad|enable_grad|inference_mode|set_grad_enabled|jit|njit|vmap|vectorize|guvectorize|function|compile|script|export|partial|wraps|override|final|overload|abstractmethod|classmethod|setter|typechecked|jaxtyped|beartype|type_check|dataclass|_?use_grad\w*|register\w*|profile|time[rd]?|timeit|time_?it|benchmark)$/i;

const isNested = ({ name }: SyntaxNode): boolean =>
  /^(?:FunctionDefinition|LambdaExpression|FunctionDeclaration|FunctionExpression|ArrowFunction|ClassDefinition)$/.test(
    name,
  );

const yields = (node: SyntaxNode): boolean =>
  childrenOf(node).some((child) => /^Yield/.test(child.name) || (!isNested(child) && yields(child)));

/**
 * `property`, `static`, `coroutine`, `generator`, and a decorator that is not known, as `@run_once`; `selfless` of a function of Python
 * whose first parameter is not the object.
 * @param of the text of a node
 */
export function mannersOf(node: SyntaxNode, of: (node: SyntaxNode) => string): string[] {
  const around = node.parent?.name === 'DecoratedStatement' ? node.parent : node;
  const decorators = around.getChildren('Decorator').map((each) =>
    of(each)
      .replace(/^@\s*|\(.*$/gs, '')
      .trim(),
  );
  const lastNames = decorators.map((each) => each.replace(/^.*\./s, ''));
  const isStatic = lastNames.includes('staticmethod') || node.getChild('static') !== null;
  const isProperty = lastNames.some((name) => /property$/.test(name)) || node.getChild('get') !== null;
  const [first] = node.getChild('ParamList')?.getChildren('VariableName') ?? [];
  const takesSelf = first !== undefined && /^(?:self|cls)$/.test(of(first));
  const strange = decorators.filter(
    (_, i) => !HARMLESS.test(lastNames[i]!) && !/property$|^staticmethod$/.test(lastNames[i]!),
  );
  return [
    ...(isProperty ? ['property'] : []),
    ...(isStatic ? ['static'] : []),
    ...(node.name === 'FunctionDefinition' && node.getChild('async') ? ['coroutine'] : []),
    ...(node.getChild('Star') || yields(node) ? ['generator'] : []),
    ...(node.name === 'FunctionDefinition' && takesSelf === isStatic ? ['selfless'] : []),
    ...strange.map((name) => `@${name}`),
  ];
}
