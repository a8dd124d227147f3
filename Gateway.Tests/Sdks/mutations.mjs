// All mutations. Each has a name, the oracles that it fits, and a webhook of its own, which is no other's copy.
import { ofBodies } from './mutations/bodies.mjs';
import { ofSignatures } from './mutations/signatures.mjs';
import { ofTimes } from './mutations/times.mjs';
import { ofTokens } from './mutations/tokens.mjs';

export const mutations = [...ofBodies, ...ofSignatures, ...ofTimes, ...ofTokens];
