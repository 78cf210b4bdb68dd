// What docs/better-auth.md shows: nothing but the JWT plugin as it comes.
import { betterAuth } from "better-auth/minimal";
import { jwt } from "better-auth/plugins/jwt";

export const createAuth = (database) =>
  betterAuth({
    database,
    emailAndPassword: { enabled: true },
    plugins: [jwt()],
  });
