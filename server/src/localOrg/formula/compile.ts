import type { ObjectDefinition } from '../schema/types.ts';
import { FormulaError } from './errors.ts';
import { fieldValue } from './fieldValue.ts';
import { formulaFunctions } from './functions.ts';
import { binary, unary } from './operators.ts';
import { type Formula, parseFormula } from './parser.ts';
import { number, type Typed, textLiteral, truth } from './typed.ts';

/** What a formula is about. */
export interface FormulaContext {
  readonly object: ObjectDefinition;
  readonly objectNamed: (name: string) => ObjectDefinition | undefined;
  /** The name of the object's row in SQL. */
  readonly row: string;
  /** Otherwise a blank number makes what is computed from it blank. */
  readonly blanksAreZero: boolean;
  /**
   * In a validation rule: SQL of the record as it was, a JSON object by field name, or null for a new record. ISNEW,
   * ISCHANGED and PRIORVALUE ask for it.
   */
  readonly before?: string;
}

/** In characters. Formulas that refer to formulas multiply. */
const longestSql = 100_000;

/**
 * A formula as SQL over a row of its object.
 * @throws FormulaError in the words of Setup
 * @see https://help.salesforce.com/s/articleView?id=platform.customize_functions.htm
 */
export function compileFormula(text: string, context: FormulaContext): Typed {
  const compiled = compile(parseFormula(text), context);
  if (compiled.sql.length <= longestSql) return compiled;
  const size = `(${compiled.sql.length} characters). Maximum size is ${longestSql} characters`;
  throw new FormulaError(`Compiled formula is too big to execute ${size}`);
}

function compile(formula: Formula, context: FormulaContext): Typed {
  switch (formula.kind) {
    case 'number':
      return number(String(formula.value));
    case 'text':
      return textLiteral(formula.value);
    case 'boolean':
      return truth(formula.value ? '1' : '0');
    case 'null':
      return { type: 'Null', sql: 'NULL' };
    case 'field':
      return fieldValue(formula.path, context);
    case 'binary':
      return binary(formula.operator, compile(formula.left, context), compile(formula.right, context));
    case 'unary':
      return unary(formula.operator, compile(formula.operand, context));
    case 'call':
      return call(formula, context);
    default:
      return formula satisfies never;
  }
}

function call({ name, parameters }: Extract<Formula, { kind: 'call' }>, context: FormulaContext): Typed {
  const change = changeFunctions[name];
  if (change !== undefined) {
    if (context.before === undefined) {
      throw new FormulaError(`Function ${name} may not be used in this type of formula`);
    }
    return change(parameters, context, context.before);
  }
  const known = Object.hasOwn(formulaFunctions, name) ? formulaFunctions[name] : undefined;
  if (known === undefined) throw new FormulaError(`Unknown function ${name}. Check spelling.`);
  const values = parameters.map(parameter => compile(parameter, context));
  return known(values, `function '${name}()'`);
}

type ChangeFunction = (parameters: readonly Formula[], context: FormulaContext, before: string) => Typed;

/** What a rule can ask of the record as it was. */
const changeFunctions: Readonly<Record<string, ChangeFunction>> = {
  ISNEW: (_, __, before) => truth(`(${before} IS NULL)`),
  ISCHANGED(parameters, context, before) {
    const { now, prior } = both('ISCHANGED', parameters, context);
    return truth(`(${before} IS NOT NULL AND ${now.sql} IS NOT ${prior.sql})`);
  },
  PRIORVALUE(parameters, context, before) {
    const { now, prior } = both('PRIORVALUE', parameters, context);
    return { ...now, sql: `iif(${before} IS NULL, ${now.sql}, ${prior.sql})` };
  },
};

/** A field of the record as it is, and as it was. */
function both(name: string, parameters: readonly Formula[], context: FormulaContext): { now: Typed; prior: Typed } {
  const [field, ...others] = parameters;
  if (field?.kind !== 'field' || field.path.length !== 1 || others.length > 0) {
    throw new FormulaError(`Incorrect parameter for function '${name}()'. Expected field reference.`);
  }
  if (context.object.field(field.path[0] ?? '')?.computedAs !== undefined) {
    throw new FormulaError(`The ${name} function cannot reference the ${field.path[0]} field.`);
  }
  const columnOf = (column: string): string => `(${context.before} ->> '$.${column}')`;
  const prior = fieldValue(field.path, { ...context, columnOf });
  return { now: fieldValue(field.path, context), prior };
}
