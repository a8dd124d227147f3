// The SDKs: how the provider signs, where what it signs stands, and how the SDK is asked. `ask` accepts unless it is false or throws.
import { bodies } from './oracles/bodies.mjs';
import { publicKeys } from './oracles/public-keys.mjs';
import { standardWebhooks } from './oracles/standard.mjs';
import { timestamped } from './oracles/timestamped.mjs';
import { tokens } from './oracles/tokens.mjs';
import { urls } from './oracles/urls.mjs';

export const oracles = [...standardWebhooks, ...timestamped, ...bodies, ...urls, ...tokens, ...publicKeys];
