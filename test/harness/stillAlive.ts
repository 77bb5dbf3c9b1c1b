// Loaded by mocha: tells what keeps the process of a suite alive, where something does so after the last test.
const patienceMs = 15_000;

export const mochaHooks = {
  afterAll(): void {
    const tell = () => {
      console.error(`Still alive after the last test, because of: ${process.getActiveResourcesInfo().join(', ')}`);
    };
    setTimeout(tell, patienceMs).unref();
  },
};
