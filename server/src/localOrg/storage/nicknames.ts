/** Names and what they are called by. */
const variants: Readonly<Record<string, string>> = {
  alexander: 'alex sasha',
  andrew: 'andy drew',
  anthony: 'tony',
  barbara: 'barb babs',
  benjamin: 'ben benny',
  catherine: 'cathy katherine kathy kate katie',
  charles: 'charlie chuck',
  christopher: 'chris kit',
  daniel: 'dan danny',
  david: 'dave davy',
  deborah: 'deb debbie',
  edward: 'ed eddie ted',
  elizabeth: 'liz lizzie beth betty eliza',
  frederick: 'fred freddy',
  gregory: 'greg',
  james: 'jim jimmy jamie',
  jennifer: 'jen jenny',
  jonathan: 'jon',
  john: 'johnny jack',
  joseph: 'joe joey',
  joshua: 'josh',
  kenneth: 'ken kenny',
  lawrence: 'larry',
  margaret: 'maggie meg peggy',
  matthew: 'matt',
  michael: 'mike mick mickey',
  nicholas: 'nick nicky',
  patricia: 'pat patty tricia',
  patrick: 'paddy',
  peter: 'pete',
  philip: 'phil phillip',
  rebecca: 'becky',
  richard: 'rick dick rich ricky',
  robert: 'bob rob bobby robbie bert',
  ronald: 'ron ronnie',
  samuel: 'sam sammy',
  stephen: 'steve steven',
  susan: 'sue susie',
  theodore: 'theo',
  thomas: 'tom tommy',
  timothy: 'tim timmy',
  victoria: 'vicky',
  william: 'bill will billy willy',
};

const names = new Map(Object.entries(variants).flatMap(([name, short]) => short.split(' ').map(each => [each, name])));

/** The name that a nickname stands for; any other name itself. In small letters. */
export function nameOf(name: string): string {
  return names.get(name) ?? name;
}
