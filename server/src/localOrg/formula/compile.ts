import type { FormulaContext } from './context.ts';
import { FormulaError } from './errors.ts';
import { fieldValue } from './fieldValue.ts';
import { formulaFunctions } from './functions.ts';
import { binary, unary } from './operators.ts';
import { type Formula, parseFormula } from './parser.ts';
import { ruleFunctions } from './ruleFunctions.ts';
import { number, type Typed, textLiteral, truth } from './typed.ts';

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
  const ofRule = Object.hasOwn(ruleFunctions, name) ? ruleFunctions[name] : undefined;
  if (ofRule !== undefined) {
    if (context.before === undefined) {
      throw new FormulaError(`Function ${name} may not be used in this type of formula`);
    }
    return ofRule(parameters, { ...context, before: context.before }, parameter => compile(parameter, context));
  }
  const known = Object.hasOwn(formulaFunctions, name) ? formulaFunctions[name] : undefined;
  if (known === undefined) throw new FormulaError(`Unknown function ${name}. Check spelling.`);
  const values = parameters.map(parameter => compile(parameter, context));
  return known(values, `function '${name}()'`);
}
