// The names of tokens and nodes. The shape of each node stands beside its name, in this notation:
// X? optional, X* any number, X,* separated by commas, 'WORD' a keyword token. Every part may be missing
// from a tree made of broken text, and an Error node may stand anywhere.

/** Lexical kinds. Trivia (white space, comments) are tokens of the tree too: nothing of the text is lost. */
export type TokenKind =
  | 'Word' // an identifier
  | 'Keyword' // a word that the parser took as a keyword
  | 'String' // 'text', quotes included
  | 'Number' // 12, -3.5, .5
  | 'Currency' // USD5000.50
  | 'Date' // 2026-01-31
  | 'DateTime' // 2026-01-31T10:00:00Z
  | 'Time' // 10:00:00.000Z
  | 'SearchTerm' // {text} of a SOSL FIND, braces included
  | 'Dot'
  | 'Comma'
  | 'Semicolon'
  | 'Colon'
  | 'LeftParen'
  | 'RightParen'
  | 'Equals' // =
  | 'NotEquals' // != or <>
  | 'Less'
  | 'LessOrEquals'
  | 'Greater'
  | 'GreaterOrEquals'
  | 'Plus'
  | 'Minus'
  | 'WhiteSpace'
  | 'LineComment'
  | 'BlockComment'
  | 'Unknown'; // a character that SOQL has no use for

export type NodeKind =
  | 'File' // (Query | SoslQuery | ';')*
  | 'Error' // tokens that fit nowhere
  | 'Name' // one Word
  // --- a query and its clauses
  | 'Query' // SelectClause FromClause? UsingScopeClause? UsingLookupClause? WhereClause? WithClause* GroupByClause? HavingClause? OrderByClause? LimitClause? OffsetClause? BindClause? ForClause* UpdateClause? SetOptionsClause? AllRowsClause?
  | 'SelectClause' // 'SELECT' (SelectField | Subquery | TypeofExpression),*
  | 'SelectField' // (FieldPath | FunctionCall) Alias?
  | 'Subquery' // '(' Query ')' Alias?   in SELECT (children) and in WHERE (semi-join)
  | 'TypeofExpression' // 'TYPEOF' FieldPath TypeofWhen* TypeofElse? 'END'
  | 'TypeofWhen' // 'WHEN' Name 'THEN' (FieldPath | FunctionCall),*
  | 'TypeofElse' // 'ELSE' (FieldPath | FunctionCall),*
  | 'FromClause' // 'FROM' FromItem,*
  | 'FromItem' // FieldPath 'AS'? Alias?   the path is an object, a child relationship, or a path from an alias
  | 'Alias' // Name
  | 'UsingScopeClause' // 'USING' 'SCOPE' Name
  | 'UsingLookupClause' // 'USING' 'LOOKUP' FieldPath ('BIND' Binding,*)?
  | 'WhereClause' // 'WHERE' Condition
  | 'WithClause' // 'WITH' (WithDataCategory | Name ('=' Value | 'IN' ValueList)? | Name '(' Binding,* ')')
  | 'WithDataCategory' // 'DATA' 'CATEGORY' DataCategoryFilter ('AND' DataCategoryFilter)*
  | 'DataCategoryFilter' // Name ('AT'|'ABOVE'|'BELOW'|'ABOVE_OR_BELOW') (Name | '(' Name,* ')')
  | 'GroupByClause' // 'GROUP' 'BY' (GroupItem,* | GroupingSet)
  | 'GroupItem' // FieldPath | FunctionCall
  | 'GroupingSet' // ('ROLLUP'|'CUBE') '(' GroupItem,* ')'
  | 'HavingClause' // 'HAVING' Condition
  | 'OrderByClause' // 'ORDER' 'BY' OrderItem,*
  | 'OrderItem' // (FieldPath | FunctionCall) ('ASC'|'DESC')? ('NULLS' ('FIRST'|'LAST'))?
  | 'LimitClause' // 'LIMIT' (NumberLiteral | Bind)
  | 'OffsetClause' // 'OFFSET' (NumberLiteral | Bind)
  | 'BindClause' // 'BIND' Binding,*
  | 'Binding' // Name '=' Value
  | 'ForClause' // 'FOR' ('VIEW'|'REFERENCE'|'UPDATE')
  | 'UpdateClause' // 'UPDATE' ('TRACKING'|'VIEWSTAT'),*
  | 'SetOptionsClause' // 'SET' 'OPTIONS' ('(' Binding,* ')' | Bind)
  | 'AllRowsClause' // 'ALL' 'ROWS'
  // --- conditions
  | 'AndCondition' // Condition ('AND' Condition)+
  | 'OrCondition' // Condition ('OR' Condition)+
  | 'NotCondition' // 'NOT' Condition
  | 'ParenCondition' // '(' Condition ')'
  | 'Comparison' // (FieldPath | FunctionCall | Arithmetic) Operator (Value | ValueList | Subquery)
  | 'Arithmetic' // FieldPath ('+'|'-') FieldPath
  | 'Operator' // = != <> < <= > >= LIKE IN 'NOT' 'IN' INCLUDES EXCLUDES
  | 'ValueList' // '(' Value,* ')'
  // --- expressions and values
  | 'FieldPath' // Name ('.' Name)*
  | 'FunctionCall' // Name '(' (FieldPath | FunctionCall | Value),* ')'   COUNT() has no argument
  | 'StringLiteral'
  | 'NumberLiteral'
  | 'CurrencyLiteral'
  | 'BooleanLiteral'
  | 'NullLiteral'
  | 'DateLiteral'
  | 'DateTimeLiteral'
  | 'TimeLiteral'
  | 'RelativeDate' // TODAY, LAST_N_DAYS ':' Number
  | 'Bind' // ':' Name ('.' Name)*
  // --- SOSL
  | 'SoslQuery' // FindClause InClause? UsingSearchClause? ReturningClause? WithClause* LimitClause? UpdateClause?
  | 'FindClause' // 'FIND' (SearchTerm | StringLiteral | Bind)
  | 'InClause' // 'IN' ('ALL'|'NAME'|'EMAIL'|'PHONE'|'SIDEBAR') 'FIELDS'
  | 'UsingSearchClause' // 'USING' ('PHRASE'|'ADVANCED') 'SEARCH'
  | 'ReturningClause' // 'RETURNING' ReturningItem,*
  | 'UsingListViewClause' // 'USING' 'ListView' '=' Name
  | 'ReturningItem'; // Name ('(' SelectField,* WhereClause? (UsingListViewClause | UsingScopeClause | UsingLookupClause)? OrderByClause? LimitClause? OffsetClause? ')')?
