import { FormulaError } from '../errors.ts';
import { type Typed, text } from '../typed.ts';
import { byRuntime, checkCount, type FormulaFunction, plain } from './function.ts';

export const textFunctions: Readonly<Record<string, FormulaFunction>> = {
  TEXT: asText,
  VALUE: byRuntime('value', ['Text'], 'Number'),
  ISNUMBER: byRuntime('is_number', ['Text'], 'Boolean'),
  LEN: plain(['Text'], 'Number', value => `length(${value})`),
  LEFT: plain(['Text', 'Number'], 'Text', (value, count) => `substr(${value}, 1, max(0, CAST(${count} AS INTEGER)))`),
  RIGHT: byRuntime('right', ['Text', 'Number'], 'Text'),
  MID: plain(
    ['Text', 'Number', 'Number'],
    'Text',
    (value, from, count) => `substr(${value}, max(1, CAST(${from} AS INTEGER)), max(0, CAST(${count} AS INTEGER)))`,
  ),
  SUBSTITUTE: plain(['Text', 'Text', 'Text'], 'Text', (value, old, by) => `replace(${value}, ${old}, ${by})`),
  TRIM: plain(['Text'], 'Text', value => `trim(${value})`),
  UPPER: byRuntime('upper', ['Text'], 'Text', ['Text']),
  LOWER: byRuntime('lower', ['Text'], 'Text', ['Text']),
  CONTAINS: plain(['Text', 'Text'], 'Boolean', (value, part) => `(instr(${value}, ${part}) > 0)`),
  BEGINS: plain(['Text', 'Text'], 'Boolean', (value, part) => `(instr(${value}, ${part}) = 1)`),
  FIND: byRuntime('find', ['Text', 'Text'], 'Number', ['Number']),
  LPAD: byRuntime('pad_left', ['Text', 'Number'], 'Text', ['Text']),
  RPAD: byRuntime('pad_right', ['Text', 'Number'], 'Text', ['Text']),
  REGEX: byRuntime('matches', ['Text', 'Text'], 'Boolean'),
  CASESAFEID: byRuntime('case_safe_id', ['Text'], 'Text'),
  HYPERLINK: plain(['Text', 'Text'], 'Text', hyperlink, ['Text']),
  IMAGE: plain(['Text', 'Text'], 'Text', image, ['Number', 'Number']),
  BR: plain([], 'Text', () => "'<br>'"),
  ASCII: byRuntime('code_point', ['Text'], 'Number'),
  CHR: byRuntime('character', ['Number'], 'Text'),
  INITCAP: byRuntime('initial_capitals', ['Text'], 'Text'),
  REVERSE: byRuntime('reverse', ['Text'], 'Text'),
  HTMLENCODE: byRuntime('for_html', ['Text'], 'Text'),
  JSENCODE: byRuntime('for_script', ['Text'], 'Text'),
  JSINHTMLENCODE: plain(['Text'], 'Text', value => `formula_for_script(formula_for_html(${value}))`),
  URLENCODE: byRuntime('for_url', ['Text'], 'Text'),
};

/** Datetimes are printed in GMT. */
function asText(parameters: readonly Typed[], of: string): Typed {
  checkCount(parameters, of, 1);
  const [{ type, sql }] = parameters as [Typed];
  switch (type) {
    case 'Number':
      return text(`formula_text(${sql})`);
    case 'DateTime':
      return text(`formula_text_of_datetime(${sql})`);
    case 'Time':
      return text(`substr(${sql}, 1, 12)`);
    case 'Date':
    case 'Text':
    case 'Null':
      return text(sql);
    case 'Picklist':
      return { type: 'Text', sql };
    default:
      throw new FormulaError(`Incorrect argument type for ${of}. `);
  }
}

function image(address = '', label = '', height = '', width = ''): string {
  const size =
    (height && `height:' || formula_text(${height}) || 'px; `) + (width && `width:' || formula_text(${width}) || 'px;`);
  const style = size === '' ? '' : ` style="${size}"`;
  return `('<img src="' || ${address} || '" alt="' || ${label} || '"${style} border="0"/>')`;
}

function hyperlink(address = '', label = '', target = "'_blank'"): string {
  return `('<a href="' || ${address} || '" target="' || ${target} || '">' || ${label} || '</a>')`;
}
