export function step<Result>(
  title: string,
  work: () => Promise<Result>,
  options?: { quietForMs?: number; signOfLifeMs?: number; print?: (line: string) => void },
): Promise<Result>;
