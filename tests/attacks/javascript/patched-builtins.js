// expect: completed
// Whatever is patched, the numbers that come out are the ones returned.
const TypedArray = Object.getPrototypeOf(Float64Array);
const fail = () => {
  throw new Error('patched');
};
Object.defineProperty(TypedArray.prototype, 'length', { get: fail });
Object.defineProperty(TypedArray.prototype, 'buffer', { get: fail });
Object.defineProperty(TypedArray.prototype, Symbol.toStringTag, { get: fail });
Array.prototype[Symbol.iterator] = Array.prototype.push = Array.prototype.join = fail;
Object.prototype.toJSON = String.prototype.slice = fail;
Function.prototype.call = Function.prototype.apply = Function.prototype.bind = fail;
JSON.parse = JSON.stringify = fail;
Reflect.apply = Reflect.construct = Object.keys = Array.isArray = fail;
globalThis.Float64Array = globalThis.ArrayBuffer = globalThis.Float32Array = fail;
export function rule(w, dw, config) {
  return [[w[0] - dw[0], w[1] - dw[1]], config];
}
