import { FormulaError } from '../errors.ts';
import { type FormulaType, number, sqlOf, type Typed, text, truth } from '../typed.ts';

/** Gives the SQL of a call. `of` names the function in messages. Throws a FormulaError for wrong parameters. */
export type FormulaFunction = (parameters: readonly Typed[], of: string) => Typed;

/**
 * A function whose parameters are of known types; those in `optional` may be missing.
 * @param write makes SQL of the SQL of the parameters
 */
export function plain(
  required: readonly FormulaType[],
  result: FormulaType,
  write: (...parameters: string[]) => string,
  optional: readonly FormulaType[] = [],
): FormulaFunction {
  const types = [...required, ...optional];
  return (parameters, of) => {
    checkCount(parameters, of, required.length, types.length);
    const given = parameters.map((parameter, index) => sqlOf(parameter, of, types[index]!));
    return typed(result, write(...given));
  };
}

/** As `plain`, carried out by the SQL function `formula_…` of runtime.ts. */
export function byRuntime(
  name: string,
  required: readonly FormulaType[],
  result: FormulaType,
  optional: readonly FormulaType[] = [],
): FormulaFunction {
  return plain(required, result, (...given) => `formula_${name}(${given.join(', ')})`, optional);
}

export function typed(type: FormulaType, sql: string): Typed {
  if (type === 'Text') return text(sql);
  if (type === 'Boolean') return truth(sql);
  return type === 'Number' ? number(sql) : { type, sql };
}

export function checkCount(parameters: readonly unknown[], of: string, least: number, most = least): void {
  const { length } = parameters;
  if (length >= least && length <= most) return;
  const expected = length < least ? least : most;
  throw new FormulaError(`Incorrect number of parameters for ${of}. Expected ${expected}, received ${length}`);
}
