// The configuration in docs/issuers/better-auth.md: only the JWT plugin with its defaults.
import { betterAuth } from "better-auth/minimal";
import { jwt } from "better-auth/plugins/jwt";

export const createAuth = (database) =>
  betterAuth({
    database,
    emailAndPassword: { enabled: true },
    plugins: [jwt()],
  });
