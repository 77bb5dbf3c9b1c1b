import { useWorkbench } from '../../harness/workbench.ts';

describe('the window', () => {
  const workbench = useWorkbench();

  it('opens a file of the sample workspace, with the caret where it is asked to be', async () => {
    const { openFile, goTo, statusBar } = workbench();
    await openFile('accounts.soql');
    await goTo(2, 6);
    await statusBar('Ln 2, Col 6').waitFor();
  });
});
