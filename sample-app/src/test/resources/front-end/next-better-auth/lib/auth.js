import { memoryAdapter } from 'better-auth/adapters/memory';
import { betterAuth } from 'better-auth/minimal';
import { jwt } from 'better-auth/plugins/jwt';

// Next.js loads this module more than once, and each copy has to find the same users.
globalThis.database ??= { user: [], session: [], account: [], verification: [], jwks: [] };

export const auth = betterAuth({
  database: memoryAdapter(globalThis.database),
  emailAndPassword: { enabled: true },
  plugins: [jwt()],
});
