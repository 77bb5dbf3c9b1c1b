import assert from 'node:assert/strict';
import fc from 'fast-check';
import { compileFormula } from '../../../../server/src/localOrg/formula/compile.ts';
import { FormulaError } from '../../../../server/src/localOrg/formula/errors.ts';
import { formulaFunctions } from '../../../../server/src/localOrg/formula/functions.ts';
import { setFormulaUser } from '../../../../server/src/localOrg/formula/runtime.ts';
import {
  bool,
  currency,
  date,
  datetime,
  double,
  lookup,
  multipicklist,
  percent,
  picklist,
  recordName,
  text,
} from '../../../../server/src/localOrg/schema/notation.ts';
import { schemaOf } from '../../../../server/src/localOrg/schema/schema.ts';
import { openDatabase } from '../../../../server/src/localOrg/storage/database.ts';
import { id18 } from '../../../../server/src/localOrg/storage/ids.ts';
import { insertRow, type Row } from '../../../../server/src/localOrg/storage/rows.ts';

const object = (name: string, keyPrefix: string, fields: Parameters<typeof schemaOf>[0][number]['fields']) => ({
  name,
  label: name,
  labelPlural: name,
  keyPrefix,
  fields: [{ name: 'Id', type: 'id' } as const, recordName(80), ...fields],
});

const schema = schemaOf([
  object('Order__c', 'a01', [
    lookup('Buyer__c', 'Buyer__r', ['Buyer__c'], 'Orders__r'),
    lookup('Nobody__c', 'Nobody__r', ['Buyer__c'], 'Others__r'),
    lookup('RecordTypeId', 'RecordType', ['RecordType']),
    lookup('About__c', 'About__r', ['Buyer__c', 'Order__c'], 'Abouts__r'),
    currency('Amount__c', 16, 2),
    double('Pieces__c', 18, 0),
    double('Empty__c', 18, 2),
    percent('Discount__c', 5, 2),
    picklist('Status__c', ['New', 'Sent', 'Paid']),
    picklist('Nothing__c', ['New']),
    multipicklist('Regions__c', ['North', 'South', 'West']),
    text('Note__c', 80),
    text('Blank__c', 80),
    bool('Urgent__c'),
    date('Due__c'),
    date('Never__c'),
    datetime('Sent__c'),
    { name: 'Opens__c', type: 'time' } as const,
    { name: 'Place__c', type: 'location' } as const,
    double('Place__Latitude__s', 18, 15, { compoundFieldName: 'Place__c' }),
    double('Place__Longitude__s', 18, 15, { compoundFieldName: 'Place__c' }),
    currency('Total__c', 18, 2, {
      calculated: true,
      calculatedFormula: 'Amount__c * (1 - Discount__c)',
      formulaTreatNullNumberAsZero: true,
    }),
    text('Loop__c', 0, { calculated: true, calculatedFormula: 'Round__c & "x"' }),
    text('Round__c', 0, { calculated: true, calculatedFormula: 'Loop__c' }),
  ]),
  object('Buyer__c', 'a02', [
    text('City__c', 80),
    double('Rating__c', 3, 1),
    lookup('Boss__c', 'Boss__r', ['Buyer__c']),
  ]),
  object('User', '005', [
    text('Email', 80),
    picklist('UserType', ['Standard']),
    lookup('ProfileId', 'Profile', ['Profile']),
    lookup('UserRoleId', 'UserRole', ['UserRole']),
    lookup('ManagerId', 'Manager', ['User']),
  ]),
  object('Profile', '00e', []),
  object('RecordType', '012', []),
  object('UserRole', '00E', []),
  object('Organization', '00D', [text('City', 80)]),
  {
    ...object('Limits__c', 'a03', [
      lookup('SetupOwnerId', 'SetupOwner', ['Organization', 'Profile', 'User']),
      double('Most__c', 18, 0),
      text('Hint__c', 80),
    ]),
    customSetting: true,
  },
]);

const buyer = id18('a02000000000001');
const boss = id18('a02000000000002');
const order = id18('a01000000000001');
const user = id18('005000000000001');
const manager = id18('005000000000002');
const profile = id18('00e000000000001');
const recordType = id18('012000000000001');
const organization = id18('00D000000000001');
const database = openDatabase({ schema });
const insert = (name: string, row: Row): void => insertRow(database, schema.object(name)!, row);
insert('Buyer__c', { Id: boss, Name: 'Ada', City__c: 'Zürich', Rating__c: 4.5 });
insert('Buyer__c', { Id: buyer, Name: 'Bob', City__c: null, Rating__c: null, Boss__c: boss });
insert('User', { Id: manager, Name: 'Eve', Email: 'eve@example.com' });
insert('User', {
  Id: user,
  Name: 'Kim',
  Email: 'kim@example.com',
  UserType: 'Standard',
  ProfileId: profile,
  ManagerId: manager,
});
insert('RecordType', { Id: recordType, Name: 'Wholesale' });
insert('Profile', { Id: profile, Name: 'Everybody' });
insert('Organization', { Id: organization, Name: 'Acme', City: 'Bern' });
insert('Limits__c', { Id: id18('a03000000000001'), SetupOwnerId: organization, Most__c: 10, Hint__c: 'ask' });
insert('Limits__c', { Id: id18('a03000000000002'), SetupOwnerId: profile, Most__c: 20 });
insert('Limits__c', { Id: id18('a03000000000003'), SetupOwnerId: manager, Most__c: 30 });
insert('Order__c', {
  Id: order,
  Name: 'O-1',
  Buyer__c: buyer,
  About__c: boss,
  RecordTypeId: recordType,
  Amount__c: 200.5,
  Pieces__c: 7,
  Discount__c: 10,
  Status__c: 'Sent',
  Regions__c: 'North;West',
  Note__c: "  Don't  ",
  Urgent__c: 1,
  Due__c: '2024-01-31',
  Sent__c: '2024-03-10T02:30:00.000+0000',
  Opens__c: '07:25:37.250Z',
  Place__Latitude__s: 47.38,
  Place__Longitude__s: 8.54,
});

function compiled(formula: string, blanksAreZero = false) {
  return compileFormula(formula, {
    object: schema.object('Order__c')!,
    objectNamed: schema.object,
    row: 't',
    blanksAreZero,
  });
}

function resultOf(formula: string, blanksAreZero = false): unknown {
  const { sql } = compiled(formula, blanksAreZero);
  return database.prepare(`SELECT ${sql} AS value FROM Order__c AS t`).get()?.value;
}

/** Each formula with what it gives for the order above: booleans are 1 and 0, a blank text is ''. */
const values: readonly (readonly [formula: string, value: unknown])[] = [
  // Arithmetic. A power binds less than a product, as in Salesforce's own grammar.
  ['1 + 2 * 3', 7],
  ['(1 + 2) * 3', 9],
  ['7 / 2', 3.5],
  ['1 / 0', null],
  ['2 ^ 3', 8],
  ['2 * 3 ^ 2', 36],
  ['-2 ^ 2', 4],
  ['10 - 3 - 2', 5],
  ['Amount__c * 2', 401],
  ['amount__C + Pieces__c /* both */', 207.5],
  ['Amount__c * Discount__c', 20.05],
  ['Empty__c + 1', null],
  ['Total__c', 180.45],
  // Comparisons and logic.
  ['Amount__c > 200', 1],
  ['Empty__c > 1', 0],
  ['Empty__c < 1', 0],
  ['Empty__c = NULL', 1],
  ['Empty__c <> 1', 1],
  ['NOT(Empty__c > 1)', 1],
  ['NOT Urgent__c', 0],
  ['!Urgent__c', 0],
  ['Urgent__c && Pieces__c == 7', 1],
  ['Urgent__c = FALSE || Pieces__c != 7', 0],
  ['AND(Urgent__c, Pieces__c >= 7, TRUE)', 1],
  ['OR(Pieces__c < 7, Pieces__c <= 6)', 0],
  ['"a" = "A"', 0],
  ['\'it\' = "it"', 1],
  ['Blank__c = ""', 1],
  ['Blank__c = NULL', 1],
  ['IF(Urgent__c, "now", "later")', 'now'],
  ['if(Pieces__c > 10, 1, IF(Pieces__c > 5, 2, 3))', 2],
  ['IF(FALSE, Due__c, NULL)', null],
  ['CASE(Status__c, "New", 1, "Sent", 2, 3)', 2],
  ['CASE(Pieces__c, 1, "one", 7, "seven", "many")', 'seven'],
  ['CASE(Empty__c, 0, "zero", "other")', 'other'],
  ['ISPICKVAL(Status__c, "Sent")', 1],
  ['ISPICKVAL(Nothing__c, "")', 1],
  ['INCLUDES(Regions__c, "West")', 1],
  ['INCLUDES(Regions__c, "Wes")', 0],
  ['ISBLANK(Blank__c)', 1],
  ['ISBLANK(Note__c)', 0],
  ['ISBLANK(Empty__c)', 1],
  ['ISNULL(Never__c)', 1],
  ['ISBLANK(Status__c)', 0],
  ['ISBLANK(Nothing__c)', 1],
  ['BLANKVALUE(Blank__c, "none")', 'none'],
  ['NULLVALUE(Empty__c, 5)', 5],
  ['BLANKVALUE(Due__c, TODAY())', '2024-01-31'],
  // Texts.
  ['"a" & "b" + "c"', 'abc'],
  ['Blank__c & "-" & Name', '-O-1'],
  ['TRIM(Note__c)', "Don't"],
  ['"say \\"hi\\"" & \'\\\\\'', 'say "hi"\\'],
  ['LEN(Note__c)', 9],
  ['LEN(Blank__c)', 0],
  ['LEFT(Name, 1)', 'O'],
  ['LEFT(Name, -1)', ''],
  ['RIGHT(Name, 2)', '-1'],
  ['RIGHT(Name, 0)', ''],
  ['RIGHT(Name, 99)', 'O-1'],
  ['MID("Salesforce", 6, 5)', 'force'],
  ['SUBSTITUTE("a-b-c", "-", "+")', 'a+b+c'],
  ['UPPER("straße é")', 'STRASSE É'],
  ['LOWER("ÄB")', 'äb'],
  ['CONTAINS(Note__c, "on\'t")', 1],
  ['CONTAINS(Note__c, "ON")', 0],
  ['BEGINS(Name, "O-")', 1],
  ['BEGINS(Name, "-")', 0],
  ['FIND("-", Name)', 2],
  ['FIND("-", Name, 3)', 0],
  ['LPAD("7", 3, "0")', '007'],
  ['RPAD("abcdef", 3)', 'abc'],
  ['LEN(RPAD("a", 1000000000))', 3900],
  ['LEN(LPAD("a", 1000000000, "xy"))', 3900],
  ['TEXT(EXP(1000000))', ''],
  ['RPAD("a", 3, "xy")', 'axy'],
  ['REGEX(Name, "[A-Z]-[0-9]+")', 1],
  ['REGEX(Name, "[0-9]+")', 0],
  ['TEXT(Status__c)', 'Sent'],
  ['TEXT(Amount__c)', '200.5'],
  ['TEXT(Pieces__c)', '7'],
  ['TEXT(1 / 4000000)', '0.00000025'],
  ['TEXT(Due__c)', '2024-01-31'],
  ['TEXT(Sent__c)', '2024-03-10 02:30:00Z'],
  ['TEXT(Empty__c)', ''],
  ['VALUE("12.50")', 12.5],
  ['VALUE("twelve")', null],
  ['ISNUMBER("1e3")', 1],
  ['ISNUMBER(Blank__c)', 0],
  ['Id', 'a01000000000001'],
  ['CASESAFEID(Id)', order],
  ['IMAGE("/x.png", "A picture")', '<img src="/x.png" alt="A picture" border="0"/>'],
  ['IMAGE("/x.png", "", 10, 20)', '<img src="/x.png" alt="" style="height:10px; width:20px;" border="0"/>'],
  ['"a" & BR() & "b"', 'a<br>b'],
  ['ASCII("é")', 233],
  ['ASCII(Blank__c)', null],
  ['CHR(233) & CHR(128512)', 'é😀'],
  ['INITCAP("THE quick über-fox")', 'The Quick Über-Fox'],
  ['REVERSE("ab😀")', '😀ba'],
  ['HTMLENCODE("<a href=\\"x\\">&\'")', '&lt;a href=&quot;x&quot;&gt;&amp;&#39;'],
  ['JSENCODE("it\'s \\"x\\"")', 'it\\\'s \\"x\\"'],
  ['JSINHTMLENCODE("<\'")', '&lt;&#39;'],
  ['URLENCODE("a b!ü&")', 'a%20b%21%C3%BC%26'],
  ['HYPERLINK("/" & Id, Name)', '<a href="/a01000000000001" target="_blank">O-1</a>'],
  // Numbers.
  ['ROUND(2.5, 0)', 3],
  ['ROUND(-2.5, 0)', -3],
  ['ROUND(1.005, 2)', 1.01],
  ['ROUND(1250, -2)', 1300],
  ['CEILING(2.1)', 3],
  ['CEILING(-2.1)', -3],
  ['FLOOR(-2.9)', -2],
  ['MCEILING(-2.9)', -2],
  ['MFLOOR(-2.1)', -3],
  ['ABS(-3)', 3],
  ['MOD(7, 3)', 1],
  ['MOD(-7, 3)', -1],
  ['MOD(7, 0)', null],
  ['MAX(1, 3, 2)', 3],
  ['MIN(4)', 4],
  ['SQRT(16)', 4],
  ['LOG(1000)', 3],
  ['LN(EXP(2))', 2],
  ['TRUNC(2.987, 1)', 2.9],
  ['ROUND(SIN(PI() / 2) + COS(0) + TAN(0), 10)', 2],
  ['ROUND(ASIN(1) + ACOS(1) + ATAN(1), 4)', 2.3562],
  ['ACOS(2)', null],
  ['ROUND(ATAN2(-1, 0), 4)', -1.5708],
  ['PICKLISTCOUNT(Regions__c)', 2],
  ['ROUND(DISTANCE(GEOLOCATION(47.38, 8.54), GEOLOCATION(46.95, 7.45), "km"), 0)', 95],
  ['ROUND(DISTANCE(Place__c, GEOLOCATION(46.95, 7.45), "mi"), 0)', 59],
  ['DISTANCE(Place__c, GEOLOCATION(Empty__c, 7.45), "mi")', null],
  // Dates. The day of a datetime is that of the user's calendar.
  ['Due__c + 1', '2024-02-01'],
  ['1 + Due__c', '2024-02-01'],
  ['Due__c - 31', '2023-12-31'],
  ['Due__c + 0.9', '2024-01-31'],
  ['DATE(2024, 3, 1) - Due__c', 30],
  ['DATE(2024, 2, 30)', null],
  ['Never__c - Due__c', null],
  ['Sent__c + 0.5', '2024-03-10T14:30:00.000+0000'],
  ['Sent__c - DATETIMEVALUE("2024-03-09 02:30:00")', 1],
  ['DATETIMEVALUE("2024-3-9 2:5:00")', '2024-03-09T02:05:00.000+0000'],
  ['DATETIMEVALUE("2024-01-01 24:00:00")', null],
  ['DATEVALUE(Sent__c)', '2024-03-09'],
  ['DATEVALUE("2024-02-29")', '2024-02-29'],
  ['DATEVALUE("2023-02-29")', null],
  ['YEAR(Due__c) * 10000 + MONTH(Due__c) * 100 + DAY(Due__c)', 20240131],
  ['WEEKDAY(Due__c)', 4],
  ['ADDMONTHS(Due__c, 1)', '2024-02-29'],
  ['ADDMONTHS(DATE(2024, 2, 29), 12)', '2025-02-28'],
  ['ADDMONTHS(DATE(2024, 2, 29), 1)', '2024-03-31'],
  ['ADDMONTHS(Sent__c, -1)', '2024-02-10T02:30:00.000+0000'],
  ['TODAY() - TODAY()', 0],
  ['NOW() > Sent__c', 1],
  ['Due__c < TODAY()', 1],
  ['Never__c < TODAY()', 0],
  ['DAYOFYEAR(DATE(2024, 3, 1))', 61],
  ['ISOWEEK(DATE(2021, 1, 3))', 53],
  ['ISOYEAR(DATE(2021, 1, 3))', 2020],
  ['HOUR(Opens__c) * 100 + MINUTE(Opens__c)', 725],
  ['SECOND(Opens__c) * 1000 + MILLISECOND(Opens__c)', 37_250],
  ['TIMEVALUE("17:05:00.000")', '17:05:00.000Z'],
  ['TIMEVALUE("25:05:00.000")', null],
  ['TIMEVALUE(Sent__c)', '02:30:00.000Z'],
  ['TEXT(Opens__c)', '07:25:37.250'],
  ['Opens__c + 60 * 1000', '07:26:37.250Z'],
  ['Opens__c - 8 * 3600 * 1000', '23:25:37.250Z'],
  ['Opens__c - TIMEVALUE("07:25:37.000")', 250],
  ['HOUR(TIMENOW()) < 24', 1],
  ['UNIXTIMESTAMP(Sent__c)', 1_710_037_800],
  ['UNIXTIMESTAMP(DATE(1970, 1, 2))', 86_400],
  ['UNIXTIMESTAMP(Opens__c)', 26_737],
  ['FROMUNIXTIME(1710037800)', '2024-03-10T02:30:00.000+0000'],
  ['FORMATDURATION(93784)', '26:03:04'],
  ['FORMATDURATION(93784, TRUE)', '1:02:03:04'],
  ['FORMATDURATION(Sent__c, Sent__c - 1.5)', '1:12:00:00'],
  ['FORMATDURATION(Opens__c, TIMEVALUE("08:25:37.000"))', '00:59:59'],
  // Parents; what is not there is blank.
  ['Buyer__r.Name', 'Bob'],
  ['Buyer__r.Boss__r.City__c', 'Zürich'],
  ['Buyer__r.Boss__r.Rating__c * 2', 9],
  ['Nobody__r.Name & "?"', '?'],
  ['ISBLANK(Nobody__r.Rating__c)', 1],
  ['About__r:Buyer__c.Name', 'Ada'],
  ['Buyer__c', 'a02000000000001'],
  // What is known beside the record.
  ['$User.Email', 'kim@example.com'],
  ['$user.Id', '005000000000001'],
  ['$User.Manager.Name', 'Eve'],
  ['ISPICKVAL($User.UserType, "Standard")', 1],
  ['$Profile.Name', 'Everybody'],
  ['$UserRole.Name', ''],
  ['$Organization.City', 'Bern'],
  ['$RecordType.Name', 'Wholesale'],
  ['$Setup.Limits__c.Most__c', 20],
  ['$Setup.Limits__c.Hint__c', 'ask'],
];

const refused: readonly (readonly [formula: string, message: string])[] = [
  ['', 'Syntax error. Found end of formula'],
  ['1 +', 'Syntax error. Found end of formula'],
  ['(1', "Syntax error. Missing ')'"],
  ['1 2', "Syntax error. Found '2'"],
  ['"open', `Syntax error. Found '"'`],
  ['Amount__c ; 1', "Syntax error. Found ';'"],
  ['Amont__c', 'Field Amont__c does not exist. Check spelling.'],
  ['Buyer__r.Nope__c', 'Field Buyer__r.Nope__c does not exist. Check spelling.'],
  ['About__r.Name', 'Field About__r.Name does not exist. Check spelling.'],
  ['About__r:Account.Name', 'Account is an invalid object type for the About__r field. Check spelling.'],
  ['$User.Nope', 'Field $User.Nope does not exist. Check spelling.'],
  ['$User', 'Field $User does not exist. Check spelling.'],
  ['$Label.Hello', 'Field $Label.Hello does not exist. Check spelling.'],
  ['$Setup.Order__c.Name', 'Field $Setup.Order__c.Name does not exist. Check spelling.'],
  ['Place__c & "x"', "Incorrect parameter type for operator '&'. Expected Text, received Location"],
  ['VLOOKUP(1, 2, 3)', 'Function VLOOKUP may not be used in this type of formula'],
  ['FORMATDURATION(Sent__c)', "Incorrect number of parameters for function 'FORMATDURATION()'. Expected 2, received 1"],
  [
    'FORMATDURATION(Sent__c, Opens__c)',
    "Incorrect parameter type for function 'FORMATDURATION()'. Expected DateTime, received Time",
  ],
  ['SUM(1)', 'Unknown function SUM. Check spelling.'],
  ['constructor(1)', 'Unknown function CONSTRUCTOR. Check spelling.'],
  ['ISNEW()', 'Function ISNEW may not be used in this type of formula'],
  ['LEFT(Name)', "Incorrect number of parameters for function 'LEFT()'. Expected 2, received 1"],
  ['TODAY(1)', "Incorrect number of parameters for function 'TODAY()'. Expected 0, received 1"],
  ['CASE(Pieces__c, 1, 2)', "Incorrect number of parameters for function 'CASE()'. Expected 4, received 3"],
  ['LEFT(Pieces__c, 1)', "Incorrect parameter type for function 'LEFT()'. Expected Text, received Number"],
  ['1 & "a"', "Incorrect parameter type for operator '&'. Expected Text, received Number"],
  [
    'Urgent__c + 1',
    "Incorrect parameter type for operator '+'. Expected Number, Text, Date, DateTime, received Boolean",
  ],
  ['Due__c - Sent__c', "Incorrect parameter type for operator '-'. Expected Date, received DateTime"],
  ['Due__c = "2024-01-31"', "Incorrect parameter type for operator '='. Expected Date, received Text"],
  ['IF(TRUE, 1, "a")', "Incorrect parameter type for function 'IF()'. Expected Number, received Text"],
  [
    'Status__c = "Sent"',
    'Field Status__c is a picklist field. Picklist fields are only supported in certain functions.',
  ],
  ['('.repeat(200), 'Formula is nested too deeply'],
  ['1'.repeat(4000), 'Formula is too long (4000 characters). Maximum length is 3900 characters'],
];

describe('formulas', () => {
  before(() => setFormulaUser(database.sqlite, { id: user, timeZone: 'America/Los_Angeles' }));

  for (const [formula, value] of values) {
    it(`${formula} is ${JSON.stringify(value)}`, () => assert.deepEqual(resultOf(formula), value));
  }

  it('count a blank number as zero where the field says so', () => {
    assert.deepEqual(
      ['Empty__c + 1', 'ISBLANK(Empty__c)', 'Buyer__r.Rating__c'].map(formula => resultOf(formula, true)),
      [1, 0, 0],
    );
  });

  it('are computed or refused, whatever they are made of', () => {
    const fields = [
      'Amount__c',
      'Status__c',
      'Regions__c',
      'Note__c',
      'Due__c',
      'Sent__c',
      'Urgent__c',
      'Buyer__r.Name',
    ];
    const literals = ['1', '0.5', '"a"', "'it\\'s'", 'NULL', 'TRUE', 'TODAY()', 'NOW()'];
    const { formula } = fc.letrec<{ formula: string }>(tie => ({
      formula: fc.oneof(
        { depthSize: 'small', withCrossShrink: true },
        fc.constantFrom(...fields, ...literals),
        fc.tuple(tie('formula'), fc.constantFrom(...'+-*/^&=<>,('), tie('formula')).map(parts => parts.join(' ')),
        fc
          .tuple(fc.constantFrom(...Object.keys(formulaFunctions)), fc.array(tie('formula'), { maxLength: 4 }))
          .map(([name, parameters]) => `${name}(${parameters.join(', ')})`),
        fc.tuple(fc.constantFrom('-', '!', 'NOT '), tie('formula')).map(parts => parts.join('')),
      ),
    }));
    let computed = 0;
    fc.assert(
      fc.property(formula, text => {
        try {
          resultOf(text);
          computed++;
        } catch (error) {
          if (!(error instanceof FormulaError)) throw error;
        }
      }),
      { numRuns: 3000 },
    );
    assert.ok(computed > 100, `${computed}`);
  }).timeout(20_000);

  it('are blank when they come to themselves again', () => assert.equal(resultOf('Loop__c & "?"'), '?'));

  for (const [formula, message] of refused) {
    it(`refuse ${formula.slice(0, 40)}`, () => {
      assert.throws(
        () => compiled(formula),
        (error: unknown) => {
          assert.ok(error instanceof FormulaError);
          assert.equal(error.message, message);
          return true;
        },
      );
    });
  }
});
