import type { Problem } from '../../semantics/problems.ts';
import type { SyntaxTree } from '../../syntax/tree.ts';
import { diagnose } from '../diagnose.ts';
import type { Input, TextRange } from '../model.ts';
import { type Action, type Fix, replace } from './action.ts';
import { refactorings } from './refactorings.ts';
import { semanticFixes } from './semanticFixes.ts';
import { syntaxFixes } from './syntaxFixes.ts';

/** What can be changed at a range: fixes for the problems that touch it, then other changes. */
export function actions(input: Input, range: TextRange): Action[] {
  const touched = diagnose(input).problems.filter(p => p.start <= range.end && range.start <= p.end);
  return [
    ...touched.flatMap(problem => fixesOf(input.tree, problem)),
    ...refactorings.flatMap(refactoring => refactorAction(refactoring(input, range))),
  ];
}

function fixesOf(tree: SyntaxTree, problem: Problem): Action[] {
  const suggested = problem.suggestions?.map((name): Fix => {
    return { title: 'Change to {0}', args: [name], edits: [replace(problem, name)] };
  });
  const made = (semanticFixes[problem.code] ?? syntaxFixes[problem.code])?.(tree, problem) ?? [];
  return [...(suggested ?? []), ...[made].flat()].map(({ title, args = [], edits }, index) => {
    return { title, args, edits, kind: 'quickfix', isPreferred: index === 0, problem };
  });
}

function refactorAction(fix: Fix | undefined): Action[] {
  if (!fix) return [];
  const { title, args = [], edits } = fix;
  return [{ title, args, edits, kind: 'refactor', isPreferred: false }];
}
