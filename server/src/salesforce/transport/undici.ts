// The part of undici that we use, in a bundle of its own: it is larger than all the rest of the server, which starts
// without it, and both the server and the thread of the runs load it from there.
export { EnvHttpProxyAgent, Pool } from 'undici';
